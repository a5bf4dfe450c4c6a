"""What notes by the editors and lines on updates say, by language.

Written down and compared as `phrases` says.
"""

from __future__ import annotations

from copydesk.normalize.folding import Phrases

UPDATES = Phrases(
    {
        "en": "updated|last updated|last update|updated on|updated at|published|last modified"
        "|first published|posted|posted on",
        "de": "aktualisiert|aktualisiert am|stand|zuletzt aktualisiert|letzte aktualisierung",
        "fr": "mis à jour|mise à jour|mis à jour le|publié le|modifié le",
        "es": "actualizado|actualizada|actualizado el|última actualización|publicado el",
        "pt": "atualizado|atualizada|atualizado em|atualizado há|última atualização|publicado em",
        "it": "aggiornato|aggiornato il|aggiornamento|ultimo aggiornamento|pubblicato il",
        "nl": "bijgewerkt|laatste update|bijgewerkt op|gepubliceerd",
        "nordic": "uppdaterad|uppdaterat|opdateret|oppdatert|päivitetty|juttua päivitetty"
        "|artikkelia päivitetty|julkaistu|publicerad|publisert",
        "pl": "aktualizacja|zaktualizowano|ostatnia aktualizacja|akt",
        "cs": "aktualizováno|aktualizace|aktualizované|aktualizovaný",
        "hu": "frissítve|frissítés",
        "ro": "actualizat|actualizare|ultima actualizare",
        "ru": "обновлено|обновлен|обновлена|дополнено|обновление",
        "uk": "оновлено|доповнено|оновлення",
        "south": "обновена|обновено|ажурирано|ažurirano|posodobljeno|ενημέρωση|ενημερώθηκε"
        "|τελευταία ενημέρωση",
        "tr": "güncelleme|güncellendi|son güncelleme|güncellenme",
        "ar": "آخر تحديث|تم التحديث|محدث|تحديث|تاريخ التحديث",
        "fa": "به روز رسانی|بروزرسانی|به روز شده|تاریخ بروزرسانی|آخرین به روزرسانی",
        "ur": "اپ ڈیٹ|تازہ ترین اپ ڈیٹ",
        "he": "עודכן|עודכן ב|עדכון אחרון",
        "indic": "अपडेटेड|अपडेट|अद्यतन|আপডেট|হালনাগাদ|புதுப்பிக்கப்பட்டது|అప్‌డేట్|അപ്ഡേറ്റ്",
        "south east": "diperbarui|diperbaharui|dikemas kini|cập nhật|อัปเดต|อัพเดต|ปรับปรุงล่าสุด"
        "|pembaruan",
        "ja": "更新|更新日時|最終更新",
        "zh": "更新|更新时间|更新時間|最後更新|最后更新",
        "ko": "업데이트|수정|최종수정|입력|기사수정",
        "other": "yeniləndi|жаңартылды|yangilandi|განახლებულია|թարմացվել է|imesasishwa",
    }
)
"""Labels of a line that says when the page was changed."""

NOTES = Phrases(
    {
        "en": "this story has not been edited|this report has not been edited"
        "|this article has not been edited|this story is auto generated"
        "|this report is auto generated"
        "|this is an unedited and auto generated|this story has been published from a wire"
        "|this story has been published from an agency"
        "|correction|corrections|clarification|editor's note|editors' note|editor's notes"
        "|this article was amended|this article was updated|this article has been updated"
        "|this article has been corrected|this article has been amended|this story was updated"
        "|this story has been updated|this story has been corrected|this story was corrected"
        "|this article was corrected|an earlier version of this|a previous version of this"
        "|this post has been updated|this version corrects|corrects|refiles|disclaimer"
        "|the views expressed|the opinions expressed|views expressed in this|erratum|errata"
        "|an earlier version said|note to readers|this story was first published"
        "|this article was first published|this story was originally published"
        "|this article was originally published|this article first appeared"
        "|this story first appeared|this piece was first published",
        "de": "korrektur|berichtigung|anmerkung der redaktion|korrekturhinweis"
        "|hinweis der redaktion"
        "|in einer früheren version|in einer früheren fassung|transparenzhinweis"
        "|dieser artikel erschien zuerst|dieser text erschien zuerst"
        "|dieser beitrag erschien zuerst",
        "fr": "correction|rectificatif|erratum|précision|note de la rédaction|mise à jour"
        "|une version précédente de cet article|une version précédente de ce texte|ndlr"
        "|une version antérieure de ce texte|une version antérieure de cet article"
        "|cet article a été publié|cet article est paru|ce texte est d abord paru",
        "es": "corrección|fe de erratas|fe de errores|nota del editor|nota de la redacción"
        "|rectificación"
        "|aclaración|una versión anterior de este|esta nota fue actualizada|actualización"
        "|esta noticia ha sido actualizada|las opiniones expresadas"
        "|este artículo fue publicado originalmente|este artículo se publicó originalmente",
        "pt": "correção|errata|erramos|nota da redação|nota do editor|uma versão anterior"
        "|esta reportagem foi atualizada|retificação|as opiniões expressas"
        "|este artigo foi publicado originalmente|esta reportagem foi publicada originalmente",
        "it": "correzione|errata corrige|rettifica|nota della redazione|precisazione"
        "|nota di redazione",
        "nl": "correctie|rectificatie|noot van de redactie|aanvulling|in een eerdere versie"
        "|naschrift",
        "nordic": "rättelse|rättad|rettelse|retting|oikaisu|korjaus|korjattu|täydennys"
        "|juttua korjattu"
        "|juttua päivitetty|juttua täydennetty|presisering",
        "pl": "korekta|sprostowanie|od redakcji|errata",
        "cs": "oprava|omluva|upřesnění|poznámka redakce|opravujeme",
        "hu": "helyesbítés|helyreigazítás|javítás|a szerkesztő megjegyzése",
        "ro": "erată|rectificare|nota redacției|corecție",
        "bg": "поправка|уточнение|бележка на редакцията",
        "ru": "исправлено|исправление|уточнение|поправка|примечание редакции|от редакции"
        "|в предыдущей версии|мнение редакции может не совпадать",
        "uk": "виправлено|виправлення|уточнення|уточнено|примітка редакції|від редакції"
        "|у попередній версії",
        "south": "ispravka|ispravak|исправка|popravek|исправка редакције|διόρθωση|διευκρίνιση"
        "|σημείωση της σύνταξης",
        "tr": "düzeltme|düzelti|editörün notu|editör notu|tekzip",
        "ar": "تصحيح|تصويب|تنويه|ملاحظة المحرر|استدراك|توضيح|الآراء الواردة",
        "fa": "اصلاحیه|تصحیح|توضیح سردبیر|یادداشت سردبیر|پوزش و اصلاح|دیدگاههای مطرح شده"
        "|دیدگاه های مطرح شده|مطالب مطرح شده در این",
        "ur": "تصحیح|وضاحت|ادارے کا نوٹ|نوٹ",
        "he": "תיקון|הבהרה|הערת המערכת|תיקון טעות",
        "indic": "सुधार|संशोधन|डिसक्लेमर|डिस्क्लेमर|भूल सुधार|संपादक की टिप्पणी|संशोधनी|সংশোধনী"
        "|সংশোধন|ভুল সংশোধন|திருத்தம்|దిద్దుబాటు|തിരുത്ത്|ದಿದ್ದುಪಡಿ|स्पष्टीकरण",
        "south east": "koreksi|ralat|catatan redaksi|catatan editor|pembetulan|đính chính"
        "|แก้ไขข่าว"
        "|แก้ไขข้อมูล|คำชี้แจง|artikel ini telah diperbarui|disclaimer|paglilinaw",
        "ja": "訂正|お断り|おことわり|訂正とおわび|編集部注|更新します",
        "zh": "更正|勘误|勘誤|编者按|編者按|編按|编者注|更正啟事|更正启事|本文已更新",
        "ko": "정정보도|바로잡습니다|정정|알려드립니다|반론보도|편집자 주|편집자주",
        "other": "düzəliş|түзету|tuzatish|შესწორება|ուղղում|masahihisho|ማስተካከያ|залруулга",
    }
)
"""Beginnings of a note by the editors."""

BARE_NOTES = Phrases(
    {
        "any": "note|nota|notiz|hinweis|nb|n b|update|примечание|примітка|uwaga|poznámka|notă|not"
        "|ملاحظة|یادداشت|नोट|নোট|注|註|備註|备注|참고|catatan|lưu ý|หมายเหตุ",
    }
)
"""Labels of notes of any kind: the editors' own say at once what was wrong."""

UPDATED = Phrases(
    {
        "en": "updated with|updates with|updated to include|updated to add|updated throughout"
        "|adds details|adds comment|adds comments|adds quotes|adds background|recasts with",
        "de": "aktualisiert um|aktualisiert mit|ergänzt um|ergänzt mit|dieser text wurde ergänzt"
        "|dieser artikel wurde aktualisiert|dieser artikel wurde ergänzt",
        "fr": "mis à jour avec|actualisé avec|complété avec|cet article a été mis à jour"
        "|cet article a été actualisé|article mis à jour",
        "es": "actualizado con|actualizada con|actualiza con|ampliado con|ampliada con",
        "pt": "atualizado com|atualizada com|atualiza com|texto atualizado|matéria atualizada",
        "it": "aggiornato con|aggiornata con|articolo aggiornato",
        "nl": "aangevuld met|bijgewerkt met|dit artikel is aangevuld|dit bericht is aangevuld",
        "nordic": "uppdaterad med|artikeln har uppdaterats|artikeln är uppdaterad|opdateret med"
        "|artiklen er opdateret|oppdatert med|saken er oppdatert|täydennetty|juttua on täydennetty",
        "baltic": "papildyta|papildytas|patikslinta|papildināts|papildināta|precizēts|täiendatud",
        "slavic": "дополнено|добавлено|дополнена|доповнено|додано|дапоўнена|абноўлена|uzupełniono"
        "|uzupełnione o|zaktualizowano o|aktualizováno o|doplněno|doplnené|dopunjeno|dopolnjeno"
        "|допълнена|дополнето|допуњено",
        "south": "προστέθηκε|ενημερώθηκε με|actualizat cu|completat cu|kiegészítve|kiegészítettük"
        "|frissítettük",
    }
)
"""Beginnings of a sentence in italics that says what was added to the copy."""
