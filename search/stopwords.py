"""Little words that say nothing about what is looked for, folded as the analysis folds them. (pure)

A search for nothing but little words still looks for them. The lists are short on purpose: "not", "no", numbers stay.
"""

from __future__ import annotations

_LISTS = {
    "en": """
        a an and are as at be but by can do does for from has have how i if in into is it its me my of on or our
        so some that the their them there these they this to us was we what when where which who why will with
        you your im ive am he her hers him his she me myself being been had having would could should did just really
        very too also about any please
    """,
    "pl": """
        a aby ale bo by co czy dla do gdzie i ich ja jak jako jest ktora ktore ktory lub ma mi mnie moj moja moje
        na o od oraz po przez przy sa sie ta tak tam te tego tej ten to u w we z za ze
    """,
    "ar": "في من الي علي عن مع هذا هذه ذلك التي الذي ما ماذا هل كيف اين متي انا نحن هو هي او ثم ان لي لنا كل بعض",
    "ur": """
        كا كي كو مين سي پر اور هي هين يه وه ليي ايك ني تو بهي مجهي ميرا ميري رها رهي گيا گيي كرتا كرتي كرنا چاهيي
        هون هماري اب بهت پاس تها تهي هو سكتا سكتي
    """,
    "cy": "a ac ar at bod beth ble ei eu fy gan gyda i mae mewn neu o oes pwy sut sy sydd y yn yr",
    "es": "a al con de del donde el en es la las lo los mi mis o para por que se su un una y",
    "pt": "a ao as com como da das de do dos e em no na o onde os ou para por que se um uma",
    "ro": "a al ale ca care ce cu cum de din este la mai o pe pentru sau se si un una unde",
    "tr": "bir bu da de icin ile mi mu ne nerede nasil o ve veya ya",
    "uk": """
        а або але в вiд від де для до з за зі і и із иого іі іх коли мене мені ми міи моя моє моі на не наш ні о
        по про та так те ти то у що це чи я як якии яка якi які дуже вже ще треба хочу можна якщо вона він вони
        ви ваш свіи своя
    """,
    "pa": """
        ਅਤੇ ਆਪਣੇ ਇਹ ਇਕ ਉਹ ਹੈ ਹਨ ਹਾਂ ਕਿ ਕੀ ਕਿਵੇਂ ਕਿਥੇ ਕੋਈ ਤੇ ਤੋਂ ਦਾ ਦੀ ਦੇ ਨੂਂ ਨੇ ਮੇਰਾ ਮੇਰੀ ਮੇਰੇ ਮੈਂ ਮੈਨੂਂ ਲਈ ਵਿਚ
        ਨਾਲ ਰਿਹਾ ਰਹੀ ਰਹੇ ਗਿਆ ਗਈ ਕਰਦਾ ਕਰਦੀ ਕਰਨਾ ਚਾਹੀਦਾ ਚਾਹੀਦੀ ਸਾਡੇ ਹੁਣ ਬਹੁਤ ਕੋਲ
    """,
    "bn": """
        আমার আমি আমাকে আছে এ এই এবং ও ওর কি কী কে কোথায কিভাবে জন্য জন্যে তার থেকে না নিযে পারি যে সে হয এক একটা
        একটি হযে হযেছে গেছে গেলে গেল করতে করব করে করি করছে পারছি পারে পারব চাই চায দিতে দেয দেন দিল দিযেছে বলে
        হবে হতো হচ্ছে যাচ্ছে যেতে আর এখন আমাদের কোনো কোন থাকে থাকি আছি নাই নেই ওনার উনি সাথে
    """,
    "gu": """
        અને આ એ એક કે કેમ કેવી ક્યાં છે છું તે થી ના ની નું નો ને મને મારા મારી મારું મારો માટે માં હું અમે અમારા
        કરવું કરી કરે જોઈએ છીએ હતું હવે ખૂબ પાસે અમને તેમને રહે રહ્યું
    """,
    "ta": """
        அது இது ஒரு என் என்ன என்னுடைய எப்படி எங்கே எங்கு எனக்கு நான் மற்றும் உள்ளது என்று இருந்து இல்லை
        இருக்கிறது இருக்கு வேண்டும் வேணும் முடியும் செய்ய என்னை அவர் இந்த அந்த எப்போது இப்போது போது
    """,
    "so": "aan ay ayaa ee iyo in ka ku la oo si u uga waa waxaan maxaa sidee xagee ma miyaa aniga anigu kayga tayda",
    "fr": "a au aux avec ce de des du en est et il la le les mon ou par pour que qui se sur un une",
}
STOPWORDS: dict[str, frozenset[str]] = {language: frozenset(words.split()) for language, words in _LISTS.items()}
