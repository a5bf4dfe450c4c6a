"""WebSub (W3C Recommendation, 23 January 2018), as a subscriber.

discovery     which hub a feed names, and under which topic
callbacks     addresses of ours that hubs call, and the secret of each
hub           asks a hub to push, or to stop
subscription  what is remembered of one: its lease, and whether the hub keeps its word
signature     whether a body is from the hub
pushes        records of `pushes`: what the receiver tells poll
receiver      the stage that hubs call: no state, any number of them
"""
