"""The one English sentence, and the next step, for each error and finding, by code."""

from collections.abc import Mapping
from typing import NamedTuple


class Wording(NamedTuple):
    """What happened, and what to do; both are filled in with the detail by `str.format_map`."""

    what: str
    then: str


WORDING: dict[str, Wording] = {
    # the article's own file and text
    "file-missing": Wording("There is no file {file}.", "Check the name, or open another file."),
    "file-unreadable": Wording(
        "{file} could not be read: {reason}.", "Check the file's permissions and try again."
    ),
    "file-not-text": Wording(
        "{file} is not text in UTF-8 (line {line}).",
        "Save it as UTF-8 in the program it comes from.",
    ),
    "file-no-text": Wording(
        "{file} is no text file.",
        "Open it in the program it comes from, copy what it says, and paste it here.",
    ),
    "file-too-large": Wording(
        "{file} is larger than {most} MB.", "Part it into several files, and open those."
    ),
    "file-in-utf-16": Wording("{file} is in {encoding}.", "It is saved in that again."),
    "file-guessed": Wording(
        "{file} is not UTF-8. It was read as Windows-1252.",
        "When you save it, it becomes UTF-8; the file as it was stays beside it as {backup}.",
    ),
    "file-partly-read": Wording(
        "Places in {file} that could not be read: {count}. Each stands as �.",
        "When you save it, the file as it was stays beside it as {backup}.",
    ),
    "file-controls": Wording(
        "Control characters of {file} that were left out: {count}.",
        "When you save it, the file as it was stays beside it as {backup}.",
    ),
    "file-line-ends": Wording(
        "Lines of {file} that end otherwise than the others: {count}.",
        "When you save it, all end alike; the file as it was stays beside it as {backup}.",
    ),
    "other-text-kept": Wording(
        "Another program wrote into this article while it was open here.",
        "Its text is kept as “{title}”; what you see is yours.",
    ),
    "file-invisible": Wording(
        "Invisible characters of {file} that turn or part words: {count}.",
        "They are kept. Find them by the regular expression "
        r"[\x{{200B}}\x{{2060}}\x{{FEFF}}\x{{202A}}-\x{{202E}}].",
    ),
    "file-not-written": Wording(
        "{file} could not be written: {reason}.",
        "Your text is safe in the library. Save it under another name or in another folder.",
    ),
    # spelling
    "dictionary-unreadable": Wording(
        "{file} could not be read: {reason}.", "Fetch it again, or choose another file."
    ),
    "dictionary-half": Wording(
        "{file} is half a dictionary: {other} is not beside it.",
        "Put the .dic and the .aff file into one folder, under the same name.",
    ),
    "dictionary-none": Wording(
        "There is no dictionary in {file}.",
        "Choose a .dic file with its .aff beside it, or an .oxt or .zip that holds both.",
    ),
    "dictionary-nameless": Wording(
        "The name {file} does not say which language it is for.",
        "Name both files after it, as in de_DE.dic and de_DE.aff.",
    ),
    "dictionary-broken": Wording(
        "{file} is no dictionary that works.",
        "Nothing is checked with it. Add another one under Preferences › Spelling.",
    ),
    "dictionary-not-kept": Wording(
        "{file} could not be kept or removed: {reason}.", "Make room on the disk and try again."
    ),
    "own-words-not-kept": Wording(
        "Your own words could not be written: {reason}.",
        "They are known until you quit. Make room on the disk and add one again.",
    ),
    "no-mistake": Wording(
        "No spelling mistakes found.",
        "If you expected some, look at the languages under Preferences › Spelling.",
    ),
    "no-dictionary": Wording(
        "There is no dictionary for {language}, so nothing was checked.",
        "Add one under Preferences › Spelling.",
    ),
    "no-paragraph": Wording(
        "A language can be given to a paragraph, a heading, a quote or an item of a list.",
        "Put the caret into one.",
    ),
    "text-closed": Wording(
        "The text cannot be changed now; nothing was.",
        "Wait until all that goes in is in, or take the article out of the trash, then try again.",
    ),
    "file-not-changed": Wording(
        "{file} could not be renamed or deleted: {reason}.",
        "It is as it was. Check the permissions of its folder and try again.",
    ),
    "nothing-selected": Wording(
        "No text is selected.", "Select what is to be kept, then try again."
    ),
    "note-around-comment": Wording(
        "The selection has the cut or another comment in it, and a private note would end there.",
        "Select what stands above or below it.",
    ),
    "name-empty": Wording("It has no name.", "Give it one."),
    "name-too-long": Wording("The name is too long for a file.", "Give it a shorter one."),
    "no-receipt": Wording(
        "Nothing of this article was sent to a site yet, so there is no receipt.",
        "Publish it first.",
    ),
    "output-not-written": Wording("{file} could not be written: {reason}.", "Name another file."),
    "unforeseen": Wording(
        "Something happened that was not foreseen.",
        "If you were publishing, publish again: what is there already is found and not made twice.",
    ),
    # what stands against publishing
    "live-already": Wording(
        "The article is public on {site}.",
        "Publish it to update it, or take it back to draft first.",
    ),
    "cut-inside-block": Wording(
        "The cut stands inside something else (a list, a quote, code, raw HTML or a line of text), "
        "so it parts nothing and everything is locked.",
        "Put it alone in its line, between two paragraphs.",
    ),
    "html-picture-not-sent": Wording(
        "{file} stands in raw HTML, so it is not sent along and would be missing on the site.",
        "Insert it as a picture of the article, or give its full https address.",
    ),
    "plans-missing": Wording(
        "{site} has no plan or level named to open its gate, so nobody could read the locked part.",
        "Choose it, or enter its number, under Sites.",
    ),
    "subtitle-not-shown": Wording(
        "The site has no place for the standfirst.",
        "It is used as the excerpt where there is none.",
    ),
    "tags-not-kept": Wording("The site keeps no tags.", "They stay in the library."),
    "categories-not-kept": Wording("The site keeps no categories.", "They stay in the library."),
    "image-not-kept": Wording("The site keeps no featured image.", "It stays in the library."),
    "seo-not-kept": Wording(
        "The site has no fields for search texts.",
        "It makes them from title and excerpt.",
    ),
    "social-not-kept": Wording(
        "The site has no fields for what cards on social networks show.",
        "It makes them from title, excerpt and featured image.",
    ),
    "canonical-not-kept": Wording(
        "The site has no field for a canonical address.",
        "Search engines take its own address for the article's first one.",
    ),
    "author-left-out": Wording(
        "{name} has no user on the site, so the article is not in their name there.",
        "Choose their user under Authors, or name them in the text.",
    ),
    "author-not-there": Wording(
        "The user of {name} is no longer on {site}, which would name its owner as the author instead.",
        "Choose the user again under Authors, or take {name} out of the byline.",
    ),
    "one-author-only": Wording(
        "The site shows one author: {name}.", "Name the others in the text if they matter."
    ),
    "locked-pictures-public": Wording(
        "Pictures below the cut ({count}) are kept at addresses that anyone can open.",
        "The article shows them to nobody who may not read on, but an address can be found or guessed, "
        "and WordPress lists all its pictures: leave out one that must stay secret.",
    ),
    "locked-part-not-sent": Wording(
        "The locked part is not sent to the site.", "Nobody can read it there."
    ),
    "status-not-kept": Wording(
        "{site} knows articles that are public and articles that are not, and nothing between.",
        "Publish the article now, or keep it as a draft.",
    ),
    "site-kind": Wording("There is no kind of site called {kind}.", "Choose wordpress or folder."),
    "publishing-elsewhere": Wording(
        "Something else is being sent or taken back on this computer.",
        "Nothing was changed on the site. Try again when it is done.",
    ),
    "planned-before": Wording(
        "The article was sent to {site} since this plan was made.",
        "Look at the plan again: it now says what would change.",
    ),
    "overtaken": Wording(
        "The article was sent to {site} anew, or taken back, while it was looked at.",
        "Look again at what is there now.",
    ),
    "changed-on-site": Wording(
        "The article was changed on {site} since you last sent it.",
        "Look at it there first; sending it again replaces that change.",
    ),
    "not-as-sent": Wording(
        "{site} did not keep the {field} as it was sent, so the article stays a draft there.",
        "Got: {got}. Check the site's plug-ins and your rights there, then try again.",
    ),
    "live-not-as-sent": Wording(
        "{site} did not keep the {field} as it was sent.",
        "Got: {got}. The article was taken back to draft there; nothing of it is public.",
    ),
    "live-not-as-sent-still": Wording(
        "{site} did not keep the {field} as it was sent, and it could not be taken back.",
        "Got: {got}. The article may still be public: look at it there, and take it offline.",
    ),
    "live-put-back": Wording(
        "{site} did not keep the {field} as it was sent, so readers have the version before it again.",
        "Got: {got}. Check the site's plug-ins and your rights there, then publish again.",
    ),
    "still-leaking": Wording(
        "With the version before put back, strangers on {site} still see locked words.",
        "Empty the site's cache, and look at its plug-ins, before you publish again.",
    ),
    "nothing-verified": Wording(
        "No earlier version of the article is known to have held on {site}.",
        "Publish it again once the cause is found.",
    ),
    "look-failed": Wording(
        "What stands there could not be made sense of.", "Look at it yourself in a private window."
    ),
    # what helps against a leak
    "leak-picture": Wording(
        "The address of a picture below the cut is shown.",
        "Move the picture above the cut or leave it out, or look on the site what shows it: often a "
        "plug-in that picks a picture of the article for cards and lists.",
    ),
    "leak-not-sent": Wording(
        "The teaser alone was sent.",
        "So these words reach the site by another way: an earlier version of the article there, or "
        "another page. Look at the address above.",
    ),
    "leak-feed": Wording(
        "Only the feed says what the page holds back.",
        "Have the site send excerpts in its feeds (in WordPress: Settings, Reading), or look which "
        "plug-in or theme fills them.",
    ),
    "leak-elsewhere": Wording(
        "The article itself is clean; another page of the site says these words.",
        "Look at the address above: a list, a box of related articles or a search plug-in may take its "
        "words from behind the gate, or another article may quote them.",
    ),
    "leak-told": Wording(
        "The page is clean, but what describes it says what the gate holds back.",
        "An excerpt was sent for that: look on the site which plug-in or theme makes its own out of the "
        "text.",
    ),
    "leak-newsletter-told": Wording(
        "The page head says what the paywall hides.",
        "Jetpack describes a page by its excerpt, and by its own words where it is not given one. An "
        "excerpt was sent: look on the site whether another plug-in or theme describes the page.",
    ),
    "leak-pmpro-told": Wording(
        "What describes the page says what the membership hides.",
        "In Paid Memberships Pro, under Settings, Advanced, switch off the showing of excerpts to "
        "non-members, and look whether another plug-in or theme describes the page.",
    ),
    "leak-paid-content": Wording(
        "The Paid Content block does not hold.",
        "Look on the site whether Jetpack is on, and in it the module “Jetpack Blocks”: without it the "
        "locked part stands there for everybody.",
    ),
    "leak-newsletter": Wording(
        "The newsletter’s paywall does not hold.",
        "Look on the site whether Jetpack is on, and in it the modules “Newsletter” and “Jetpack "
        "Blocks”: without them the locked part stands there for everybody.",
    ),
    "leak-pmpro": Wording(
        "The membership does not hold.",
        "Look on the site whether Paid Memberships Pro is on: without it the locked part stands there "
        "for everybody.",
    ),
    "leak-password": Wording(
        "The password does not hold.",
        "WordPress shows nothing of such an article by itself: look which plug-in or theme shows it.",
    ),
    "leak-paywall": Wording(
        "Ghost’s paywall does not hold.",
        "Look in Ghost who may read the article (of a public one it shows all, cut or no cut), and "
        "whether the theme or injected code shows it.",
    ),
    "leak-sealed": Wording(
        "Something in the folder says what is sealed.",
        "An earlier version or a file of another program may lie there: look at the file above.",
    ),
    "plan-blocked": Wording(
        "Something still holds the article back.", "Fix the errors in the plan, then publish."
    ),
    "not-on-site": Wording(
        "The article is not on {site}.", "There is nothing to look at or take back there."
    ),
    "site-unknown": Wording(
        "There is no site called {name}.", "Known sites: {known}. Add it under Sites."
    ),
    "site-name-missing": Wording("The site has no name.", "Give it one."),
    "site-address-missing": Wording(
        "The site has no address.", "Enter its address, or choose its folder."
    ),
    "gate-unknown": Wording("{kind} has no gate called {gate}.", "Choose one of: {known}."),
    "site-not-folder": Wording("{site} is no folder site.", "Open its own address instead."),
    "passphrase-empty": Wording("The passphrase is empty.", "Enter at least a few words."),
    "author-unknown": Wording(
        "There is no author called {name}.", "Add the profile under Authors."
    ),
    "author-name-missing": Wording("The author has no name.", "Enter it."),
    "picture-in-the-way": Wording(
        "There is another picture called {file} in that folder.",
        "Nothing was written. Save into another folder, or rename one of the two.",
    ),
    "file-and-library-differ": Wording(
        "{file} and the library both hold newer text.",
        "Open it in the window and choose which to keep; both are still there.",
    ),
    "front-matter-broken": Wording(
        "The front matter of {file} does not parse (line {line}): {reason}.",
        "Correct that line; nothing was changed.",
    ),
    "front-matter-value": Wording(
        "The front matter's {field} is not understood: {reason}.",
        "Correct it; nothing was changed.",
    ),
    "front-matter-misspelt": Wording(
        "The front matter has a field “{field}”: did you mean “{meant}”?",
        "Correct its name; nothing was changed.",
    ),
    "file-changed-outside": Wording(
        "{file} was changed by another program since it was opened.",
        "Choose which text to keep; both are still there.",
    ),
    # checks before publishing
    "no-title": Wording("The article has no title.", "Give it one."),
    "empty-article": Wording("The article is empty.", "Write something first."),
    "cuts-many": Wording(
        "There are {count} cuts; there can be one.",
        "Remove all but the one that parts free from paid.",
    ),
    "cut-without-gate": Wording(
        "The article is for everyone, so its cut parts nothing.",
        "Remove the cut, or say under Access who may read below it.",
    ),
    "no-cut": Wording(
        "There is no cut: everything is locked.", "Set the cut to let everyone read the beginning."
    ),
    "nothing-locked": Wording(
        "Nothing stands below the cut, so nothing is locked.",
        "Move the cut up, or write on below it.",
    ),
    "nothing-free": Wording(
        "Nothing stands above the cut: everything is locked.",
        "Move the cut down to let everyone begin.",
    ),
    "heading-before-cut": Wording(
        "A heading stands right above the cut, without its text.",
        "Move the cut above the heading.",
    ),
    "colon-before-cut": Wording(
        "The free part ends with a colon.",
        "Most readers never see what it announces. Move the cut, or word the end anew.",
    ),
    "cut-parts-block": Wording(
        "The cut parts a list or a quote, which readers then get as two.",
        "Move it above or below.",
    ),
    "teaser-short": Wording(
        "The free part is very short (words: {count}).",
        "It is all that most readers, search engines and cards get. Move the cut down.",
    ),
    "teaser-long": Wording(
        "{percent} % of the words are free.",
        "Move the cut up if there should be more to pay for.",
    ),
    "image-from-below": Wording(
        "Everyone is shown the picture {file}, which the text has only below the cut.",
        "Choose another one if it is part of what readers pay for.",
    ),
    "gate-cannot-hold": Wording(
        "The site's gate ({gate}) cannot keep apart who reads “{access}”.",
        "Choose another gate for the site, or another access for the article.",
    ),
    "sealed-needs-https": Wording(
        "The locked part is sealed with the site's passphrase.",
        "Readers' browsers open it only at an https address, or on their own computer.",
    ),
    "locked-words-in-title": Wording(
        "The title says words from below the cut: “{quote}”.",
        "Everyone sees it. Word one of them anew.",
    ),
    "locked-words-in-subtitle": Wording(
        "The standfirst says words from below the cut: “{quote}”.",
        "Everyone sees it. Word one of them anew.",
    ),
    "locked-words-in-excerpt": Wording(
        "The excerpt says words from below the cut: “{quote}”.", "Everyone sees it. Word it anew."
    ),
    "locked-words-in-seo": Wording(
        "The texts for search say words from below the cut: “{quote}”.",
        "Everyone sees them. Word them anew.",
    ),
    "locked-words-in-social": Wording(
        "The texts for social networks say words from below the cut: “{quote}”.",
        "Everyone sees them. Word them anew.",
    ),
    "locked-words-in-canonical": Wording(
        "The canonical address says words from below the cut: “{quote}”.",
        "Everyone gets it. Leave it out, or give the address another name.",
    ),
    "locked-words-in-alt": Wording(
        "A free picture's alternative text says words from below the cut: “{quote}”.",
        "Everyone gets it. Word it anew.",
    ),
    "locked-words-in-file": Wording(
        "A free picture's file name says words from below the cut: “{quote}”.",
        "Everyone gets it. Rename the file, then insert it again.",
    ),
    "locked-words-in-attributes": Wording(
        "A title, an address or raw HTML above the cut says words from below it: “{quote}”.",
        "Everyone gets it, though it is not shown. Word it anew.",
    ),
    "locked-words-in-caption": Wording(
        "A free picture's caption says words from below the cut: “{quote}”.",
        "Everyone sees it. Word it anew.",
    ),
    "locked-words-in-tags": Wording(
        "A tag or category says words from below the cut: “{quote}”.",
        "Everyone sees it. Shorten it.",
    ),
    "locked-words-in-share": Wording(
        "The message for social networks says words from below the cut: “{quote}”.",
        "Everyone sees it. Word it anew.",
    ),
    "locked-words-in-notes": Wording(
        "A free footnote says words from below the cut: “{quote}”.",
        "Everyone sees it. Word it anew, or call the note only below the cut.",
    ),
    "locked-words-in-slug": Wording(
        "The address says words from below the cut: “{quote}”.",
        "Everyone sees it. Choose another slug.",
    ),
    "canonical-unusable": Wording(
        "The canonical address “{address}” is no http or https address.",
        "Copy it from a browser's address field, whole.",
    ),
    "no-excerpt": Wording(
        "There is no excerpt, and nothing free to make one of.", "Write an excerpt or a standfirst."
    ),
    "picture-missing": Wording(
        "The picture {file} is not there.", "Add it again, or take it out of the text."
    ),
    "picture-unusable": Wording(
        "The picture {file} is damaged, or no picture that sites can show.",
        "Export or download it again as JPEG, PNG, WebP or GIF, then add that one.",
    ),
    "alt-missing": Wording(
        "The picture {file} has no alternative text.", "Say in a few words what it shows."
    ),
    "date-future": Wording(
        "The date lies in the future, and {site} cannot publish later.",
        "Clear the date to publish now, or come back then.",
    ),
    "date-not-ahead": Wording(
        "The article is to be published later, and its date does not lie ahead.",
        "Give it a date in the future, or publish it now.",
    ),
    "date-too-near": Wording(
        "{site} would publish the article at once: its date is less than two minutes ahead there.",
        "Choose a later time, or clear the date to publish now.",
    ),
    "private-not-kept": Wording(
        "{site} shows every article to everyone, and this one is private.",
        "Send it as a draft, or choose another site.",
    ),
    "sticky-not-kept": Wording(
        "The site cannot keep an article at the top of its front page.", "It goes by its date."
    ),
    "share-not-kept": Wording(
        "The site does not tell social networks, so the message for them is not used.",
        "It stays in the library.",
    ),
    "live-would-vanish": Wording(
        "The article is public on {site}, and this would take it from its readers.",
        "Clear the date and what makes it private, or take it back to draft first.",
    ),
    "not-scheduled": Wording(
        "{site} did not wait for the date, so the article was taken back to draft there.",
        "Strangers may have seen it for a moment, and been mailed. Check the site's plug-ins.",
    ),
    "not-kept-private": Wording(
        "{site} did not keep the article private, so it was taken back to draft there.",
        "Strangers may have seen it for a moment, and been mailed. Check the site's plug-ins.",
    ),
    "seen-early": Wording(
        "Strangers can read something of the article there already.",
        "Look at the site's plug-ins, or take the article back to draft.",
    ),
    "scheduled-late": Wording(
        "The site has not published it yet, though its time has come.",
        "Open the site in a browser: many publish only when they are visited. "
        "If it stays, its scheduled tasks (WP-Cron) do not run.",
    ),
    "no-author": Wording("The article has no author.", "Add a byline."),
    "html-removed": Wording(
        "{what} is not published: in a page it could do harm.",
        "Take it out. A video or a post is shown by its address alone on a line.",
    ),
    "private-note-open": Wording(
        "A private note begins here and does not end; it would be told from the article by guessing.",
        "End it with -->.",
    ),
    "private-note-in-code": Wording(
        "This looks like a private note inside code; it will be published.",
        "Take it out of the code if nobody else is to read it.",
    ),
    "private-note-long": Wording(
        "A private note begins here and goes on to line {line}; none of that is published.",
        "If it was to end before, put --> there.",
    ),
    "tk-left": Wording(
        "There is a {mark} left: “{text}”.",
        "Write what was to come. Where {mark} is meant as it stands, put it in `code marks` in the text.",
    ),
    # sites in a folder
    "passphrase-wrong": Wording(
        "This is not the passphrase that {site} is sealed with.",
        "Enter the one that subscribers have, or change it under Sites.",
    ),
    "passphrase-missing": Wording(
        "{site} has no passphrase to seal with.", "Enter one under Sites."
    ),
    "passphrase-opens-not": Wording(
        "The old passphrase does not open: {articles}.",
        "Nothing was changed. Enter the right one, or publish those articles again.",
    ),
    "folder-not-written": Wording(
        "{folder} could not be written: {reason}.",
        "Make the folder writable or choose another under Sites; the draft is safe.",
    ),
    "folder-full": Wording(
        "The disk is full: {folder} could not be written.",
        "Make room and publish again; the draft is safe, and nothing locked got out.",
    ),
    "folder-not-ours": Wording(
        "{folder} holds another site already ({file}).", "Choose an empty folder under Sites."
    ),
    "folder-broken": Wording(
        "{folder}/standfirst.json cannot be read: {reason}.",
        "Put back a copy of that file, or choose an empty folder under Sites.",
    ),
    "folder-busy": Wording(
        "Another program of ours is writing to {folder}.", "Wait until it is done and try again."
    ),
    "not-there": Wording(
        "It is not, or no longer, on {site}.", "Publish it again if it should be."
    ),
    "not-filled": Wording("The draft on {site} is still empty.", "Publish the article again."),
    "folder-missing": Wording(
        "There is no folder {folder} yet.", "Publish something to the site first."
    ),
    "port-taken": Wording(
        "Port {port} cannot be used: {reason}.", "Choose another, or leave it out for a free one."
    ),
    "slug-taken": Wording(
        "The address “{slug}” is taken by another page of the site.", "Choose another slug."
    ),
    "slug-unusable": Wording(
        "“{slug}” cannot be a folder's name.", "Choose a slug of letters, digits and hyphens."
    ),
    "sealed-otherwise": Wording(
        "The draft of “{title}” was sealed with another passphrase.", "Publish the article again."
    ),
    # sites reached over the network, WordPress above all
    "site-address": Wording(
        "“{address}” is not the address of a web site.",
        "Enter it as in a browser, such as https://example.com, without a user name in it.",
    ),
    "site-key-malformed": Wording(
        "That is no key of Ghost's: it has 24 letters and digits, a colon, and 64 more.",
        "Copy the Admin API key whole, under Settings › Integrations in Ghost.",
    ),
    "site-key-wrong": Wording(
        "{host} does not accept the key.",
        "Copy it again, under Settings › Integrations in Ghost, or make a new one there.",
    ),
    "site-not-ghost": Wording(
        "{host} does not answer as Ghost 6 does.",
        "Check the address, and that Ghost is up to date.",
    ),
    "too-long-there": Wording(
        "The {field} has {length} letters, and Ghost takes {most}.", "Shorten it."
    ),
    "html-cards": Wording(
        "Ghost has no card of its own for some parts, such as tables and footnotes: {count} in all.",
        "They go as HTML cards: they show as written, and can be changed there as HTML alone.",
    ),
    "bookmarks": Wording(
        "Embeds go as bookmarks, which lead there: {count} in all.",
        "To have them play on the page, make embed cards of them in Ghost.",
    ),
    "rtl-as-html": Wording(
        "The article runs from right to left, and the pages of the site do not.",
        "Its words go as HTML cards, so that they show the right way; there they are changed as HTML.",
    ),
    "ltr-as-html": Wording(
        "The article runs from left to right, and the pages of the site do not.",
        "Its words go as HTML cards, so that they show the right way; there they are changed as HTML.",
    ),
    "tier-gone": Wording(
        "{site} has not all the tiers any more that are to read on.",
        "Choose them anew under Sites.",
    ),
    "site-moved": Wording(
        "What is kept to sign in to {site} is for {old}, and was not sent to {new}.",
        "Connect to {new} first, or put the address back.",
    ),
    "keyring-needed-to-move": Wording(
        "Without the system's keyring it cannot be forgotten what was kept for the old address of {site}.",
        "Unlock the keyring, or remove the site and add it at its new address.",
    ),
    "site-plain-http": Wording(
        "{host} is not reached over https, so a password would travel in the clear.",
        "Set up https for the site, or agree to it under Sites (--plain-http).",
    ),
    "site-only-plain-http": Wording(
        "{host} answers only without https: whoever is on the way could read your password and "
        "whatever you send.",
        "Ask whoever runs the site for https, or agree to it.",
    ),
    "site-unknown-host": Wording(
        "There is no site at {host}, or this computer is not on the network.",
        "Check the spelling of the address and your connection.",
    ),
    "site-refused": Wording(
        "{host} does not answer.", "Check the address, and whether the site opens in a browser."
    ),
    "site-timeout": Wording("{host} took too long to answer.", "Try again in a while."),
    "site-broke-off": Wording("{host} broke off in the middle of its answer.", "Try again."),
    "site-proxy": Wording(
        "The proxy between this computer and {host} refused.", "Check the proxy settings."
    ),
    "proxy-unusable": Wording(
        "The proxy that is set for this computer is of a kind that is not supported, such as SOCKS.",
        "Set an http proxy in HTTPS_PROXY, or none.",
    ),
    "site-tls": Wording(
        "The certificate of {host} cannot be trusted ({reason}).",
        "If the site is yours, give it a certificate that browsers trust. Nothing was sent.",
    ),
    "site-tls-early": Wording(
        "By this computer's clock the certificate of {host} is not valid yet.",
        "Check the date and time of this computer; they may be behind. Nothing was sent.",
    ),
    "site-tls-late": Wording(
        "By this computer's clock the certificate of {host} has expired.",
        "If the date and time of this computer are right, the site has to renew it. Nothing was sent.",
    ),
    "site-redirects": Wording(
        "{host} sends us on to {target}.", "If that is your site, enter its address there."
    ),
    "site-answer-too-large": Wording(
        "{host} sent more than an answer should hold.", "Check that the address is right."
    ),
    "site-no-answer": Wording(
        "The connection to {host} broke before it answered, so it may have done what was asked.",
        "Publish again: what is there already is found and not made twice.",
    ),
    "site-not-json": Wording(
        "{host} answered with a web page where its API should be.",
        "Look whether a security plug-in, a login wall or maintenance is in the way.",
    ),
    "site-not-wordpress": Wording(
        "{host} does not look like a site of WordPress or Ghost.",
        "Enter the address of its front page. A WordPress must have its REST API switched on.",
    ),
    "site-not-a-post": Wording(
        "{host} gave something back that is no article (status {status}).",
        "Look at it in the site's own editor.",
    ),
    "site-secret-wrong": Wording(
        "{host} does not accept the user name or the application password.",
        "Make a new one there under Users › Profile › Application Passwords. The password that "
        "you log in with does not work.",
    ),
    "site-no-application-passwords": Wording(
        "{host} has application passwords switched off.",
        "Ask whoever runs the site to allow them; they need https.",
    ),
    "site-may-not-publish": Wording(
        "Your account on {host} may write but not publish.",
        "Ask an editor to publish the draft, or for the role of an author.",
    ),
    "site-may-not-write": Wording(
        "Your account on {host} may not write articles.", "Ask for the role of an author there."
    ),
    "site-may-not-edit": Wording(
        "Your account on {host} may not change this article.",
        "It may belong to somebody else there. Ask for the role of an editor.",
    ),
    "site-may-not-edit-others": Wording(
        "Your account on {host} may not write in the name of others or change what is theirs.",
        "Choose yourself as the author, or ask for the role of an editor.",
    ),
    "site-may-not-set-access": Wording(
        "Your account on {host} may not say who may read: it is “{there}” there, and the article "
        "asks for “{wanted}”.",
        "Ask an editor to set it there, or the owner to make it the default for new posts. "
        "Nothing was changed.",
    ),
    "site-may-not-tag": Wording(
        "Your account on {host} may not give an article tags: they would be dropped.",
        "Take them out of the article, or ask for the role of an author. Nothing was changed.",
    ),
    "site-may-not-edit-bio": Wording(
        "This key may not change the bio of a user on {host}.",
        "Connect with that person's own staff token, from their profile in Ghost, or change it there.",
    ),
    "draft-only": Wording(
        "Your account on {host} may write but not publish.",
        "Send it as a draft only: an editor publishes it there. Or ask for the role of an author.",
    ),
    "site-forbidden": Wording(
        "{host} does not allow this.",
        "Check your role there, and whether a security plug-in stands in the way.",
    ),
    "site-not-found": Wording("{host} has nothing there.", "Check the address of the site."),
    "site-gone": Wording("What was there on {host} has been removed.", "Publish it anew."),
    "site-post-gone": Wording(
        "The article is no longer on {host}, or lies in its trash.",
        "Restore it there, or publish it anew.",
    ),
    "site-user-gone": Wording(
        "{host} has no such user any more.", "Choose the author's user again under Authors."
    ),
    "site-too-large": Wording(
        "{host} does not take files of this size.", "Use a smaller picture, or raise its limit."
    ),
    "site-picture-refused": Wording(
        "{host} did not take a picture: its type or its size is not allowed there.",
        "Save it as JPEG or PNG, or make it smaller.",
    ),
    "site-picture-damaged": Wording("A picture arrived damaged on {host}.", "Publish again."),
    "site-busy": Wording("{host} asks us to wait: too many requests.", "Try again in a minute."),
    "site-busy-long": Wording(
        "{host} asks us to wait before it answers again.", "Try again in {minutes} minutes."
    ),
    "site-maintenance": Wording(
        "{host} is closed for maintenance.", "Try again in a few minutes. Nothing was changed."
    ),
    "site-failed": Wording(
        "{host} failed with an error of its own ({status}).",
        "Try again in a while; if it stays, whoever runs the site finds the cause in its log.",
    ),
    "site-failed-unchanged": Wording(
        "{host} failed with an error of its own ({status}), and changed nothing.",
        "Try again; if it stays, whoever runs the site finds the cause in its log.",
    ),
    "site-refuses": Wording("{host} refused: {reason} ({status}).", "Correct that and try again."),
    "site-not-taken-back": Wording(
        "{host} did not set the article back to draft, and left it as it was.",
        "Open it on the site and set it back to draft there.",
    ),
    "site-still-public": Wording(
        "The article was set back to draft, and a stranger can still read it at {url}.",
        "Empty the site's cache, or take it offline there.",
    ),
    # connecting to a site, and what an account may do there
    "connect-page-given": Wording(
        "Thank you: Standfirst takes it from here.", "You can close this page."
    ),
    "connect-page-refused": Wording(
        "Nothing was connected.", "You can close this page and go back to Standfirst."
    ),
    "connect-refused": Wording(
        "The connection was not approved on {host}.",
        "Connect again, and choose Yes there, or enter a password by hand.",
    ),
    "connect-timed-out": Wording(
        "Nothing came back from the browser.",
        "Connect again and approve within five minutes, or enter a password by hand.",
    ),
    "connect-other-site": Wording(
        "The browser brought access to {other}, and not to {host}.",
        "Nothing was kept. Log in to the right site there, and connect again.",
    ),
    "connect-nothing-given": Wording(
        "{host} gave nothing to connect with.", "Connect again, or enter a password by hand."
    ),
    "connect-forged": Wording(
        "What came back from the browser does not belong to this sign-in.",
        "Nothing was kept. Connect again, and close other sign-in pages first.",
    ),
    "connect-port-taken": Wording(
        "The browser cannot come back to this computer at port {port}: {reason}.",
        "Close the program that uses it, then connect again.",
    ),
    "connect-app-needed": Wording(
        "{host} takes no new apps by itself.",
        "Make an app of your own there, and enter its client id and secret.",
    ),
    "connect-again": Wording(
        "{host} does not accept the sign-in any more.", "Sign in again under Sites."
    ),
    "connect-no-page": Wording(
        "{host} has no page that connects in one click.", "Enter an application password by hand."
    ),
    "connect-no-browser": Wording(
        "No browser could be opened.", "Copy the address and open it in one yourself."
    ),
    "draft-not-a-draft": Wording(
        "{site} made a trial draft something else at once ({status}); it was deleted.",
        "Look for a plug-in that publishes by itself, and switch it off.",
    ),
    "draft-left-behind": Wording(
        "A trial draft (post {number}) could not be deleted from {site}.",
        "It is not public. Delete it there.",
    ),
    "rights-publish": Wording("May write and publish.", "What is published is public at once."),
    "rights-review": Wording("May write, may not publish.", "What is sent waits for an editor."),
    "rights-none": Wording("May not write there.", "Ask for the role of an author."),
    "rights-no-update": Wording(
        "May not change what is public already.", "Needs the Author role. Ask an editor meanwhile."
    ),
    "rights-no-pictures": Wording("May not send pictures.", "Needs the Author role."),
    "rights-no-categories": Wording(
        "May not make new categories.", "Needs the Editor role. Tags are fine."
    ),
    "rights-no-others": Wording("May not write in the name of others.", "Needs the Editor role."),
    "rights-no-access": Wording(
        "May not say who may read.", "New articles have the site's default. Needs the Editor role."
    ),
    "rights-no-tags": Wording("May not give an article tags.", "Needs the Author role."),
    "rights-no-bios": Wording(
        "May not set the bios of the site's users.", "Needs a staff access token of one of them."
    ),
    "rights-no-any-html": Wording(
        "May not send scripts and frames: the site takes them out of raw HTML.",
        "Needs the Editor role.",
    ),
    "category-missing": Wording(
        "There is no category “{name}” on the site, and your account may not make one.",
        "Choose another, or ask an editor to make it.",
    ),
    "tag-missing": Wording(
        "There is no tag “{name}” on the site, and your account may not make one.",
        "Leave it out, or ask an editor to make it.",
    ),
    "goes-to-review": Wording(
        "Your account on {host} may write but not publish, so the article goes to review there.",
        "An editor publishes it, and its address is then made from its title.",
    ),
    "site-may-not-upload": Wording(
        "Your account on {host} may not upload pictures.",
        "Take them out of the article, or ask for the role of an author.",
    ),
    "site-may-not-stick": Wording(
        "Your account on {host} may not keep an article at the top of the front page.",
        "Switch that off for the article, or ask for the role of an author.",
    ),
    "categories-new": Wording("New categories on the site: {names}.", "They are made there."),
    "tags-new": Wording("New tags on the site: {names}.", "They are made there."),
    "uncategorized": Wording(
        "The article has no category, so the site files it under “{name}”.", "Choose one."
    ),
    "uncategorized-unnamed": Wording(
        "The article has no category, so the site files it under its default one.", "Choose one."
    ),
    "alt-not-kept": Wording(
        "The site dropped the alternative text of {file}.",
        "Look at its plug-ins for pictures, then publish again.",
    ),
    "gate-block-missing": Wording(
        "{site} does not know the Paid Content block, so everybody could read the locked part.",
        "Switch Jetpack and its blocks on there, or choose another gate for the site.",
    ),
    "gate-module-off": Wording(
        "{site} does not know the newsletter's paywall, so everybody could read the locked part.",
        "Switch Jetpack's Newsletter and its blocks on there, or choose another gate for the site.",
    ),
    "gate-plugin-missing": Wording(
        "Paid Memberships Pro is not at work on {site}, so everybody could read the locked part.",
        "Install and activate it there, or choose another gate for the site.",
    ),
    "gate-unseen": Wording(
        "Whether this gate would hold there could not be found out.",
        "Test the site again, or choose another gate.",
    ),
    "newsletter-one-tier": Wording(
        "{site} has several tiers, and a newsletter's article is kept for one of them or for all.",
        "Name one tier under Sites, or none for everybody who pays.",
    ),
    "newsletter-plan-unseen": Wording(
        "Whether {site} has a paid newsletter plan cannot be seen from here; without one, free "
        "subscribers read what is for paid members.",
        "Look there under Jetpack › Newsletter, or name the tier under Sites.",
    ),
    "site-no-newsletter": Wording(
        "{site} cannot mail the article: it has no newsletter that can be told to.",
        "Switch its newsletter on there, or publish without the mail.",
    ),
    "newsletter-unknown": Wording(
        "{site} has no newsletter “{newsletter}” that is in use.",
        "Choose one of its own: {names}.",
    ),
    "draft-address-known": Wording(
        "{site} shows a draft whole to whoever kept the preview address that was behind the article "
        "while it was public.",
        "Publish it with its gate, or delete the post there and publish it as a new one.",
    ),
    "mail-to-all-only": Wording(
        "{site} mails an article to all its subscribers or to none.",
        "Mail it to all, or publish without the mail.",
    ),
    "mail-without-cut": Wording(
        "The article has no cut, so there is nothing in the mail for those who may not read it.",
        "Place the cut, or mail it to paid members alone.",
    ),
    "changed-below-the-cut": Wording(
        "The article was changed on {site} since it was published from here. To take it back, what is "
        "below the cut is taken out of it there, with those changes.",
        "Copy them from the site first, if they are worth keeping; in a terminal, go on with --overwrite.",
    ),
    "changed-before-delete": Wording(
        "The article was changed on {site} since it was sent from here. Deleting it takes those changes "
        "with it.",
        "Copy them from the site first, if they are worth keeping.",
    ),
    "site-not-deleted": Wording(
        "{site} did not delete the article: it is still there.",
        "Try again, or delete it on the site.",
    ),
    "site-may-not-redirect": Wording(
        "Your account on {host} may not have an old address lead to a new one.",
        "Connect with the token of an administrator, or ask one to add the redirect.",
    ),
    "links-break": Wording(
        "Links to /{old} may break when the article moves: {site} leads nobody on from there by itself.",
        "Keep the address, or have a redirect added on the site.",
    ),
    "address-kept": Wording(
        "The article stays at /{old}, where readers know it, and does not move to /{slug}.",
        "Tick “Move it to its new address” when you publish, in a terminal --move, if it is to move.",
    ),
    "old-address-lost": Wording(
        "The article moved, and its old address does not lead to the new one: links to it break.",
        "Add a redirect on the site, or give the article its old address back.",
    ),
    "mail-not-public": Wording(
        "Nobody is mailed: this does not make the article public.",
        "It is mailed as it becomes public, if that is asked for then.",
    ),
    "mail-failed-before": Wording(
        "A mail of this article failed on {site}, which would try to send it again as it was then, to "
        "whom it was then.",
        "Delete the post there and publish it anew; what was mailed already stays mailed.",
    ),
    "mail-too-late": Wording(
        "The article is public on {site} already, so nobody is mailed.",
        "A site mails an article only as it becomes public.",
    ),
    "mail-to-nobody": Wording(
        "Nobody subscribes to “{name}” who would get the mail.",
        "Choose others to mail it to, or publish without the mail.",
    ),
    "mailed-before": Wording(
        "{site} has mailed this article already, and mails each one once.",
        "Nobody is mailed again.",
    ),
    "mail-would-leak": Wording(
        "What {site} would have mailed to those who may not read on has locked words in it: "
        "“{quote}”. Nothing was mailed; the article is a draft there.",
        "Check the cut, or publish without the mail.",
    ),
    "mail-unseen": Wording(
        "{site} does not show what it would mail, so it was not told to. The article is a draft there.",
        "Publish it without the mail, or mail it in the site's own window.",
    ),
    "readers-password-missing": Wording(
        "There is no password for the readers of {site} to enter.", "Give it one under Sites."
    ),
    "sticky-with-password": Wording(
        "{site} cannot keep an article at the top that a password hides.",
        "Take “sticky” out of the article, or choose another gate for the site.",
    ),
    "private-with-password": Wording(
        "{site} takes the password off a private article, and it would be open once it is public.",
        "Take “private” out of the article, or choose another gate for the site.",
    ),
    # the library, the keyring, the settings and the picture store
    "library-locked": Wording(
        "Another program is writing to the library, so nothing was saved just now.",
        "Close other Standfirst windows and backup tools that use it, then try again.",
    ),
    "window-silent": Wording(
        "Standfirst runs already with this library, and does not answer.",
        "Go to its window. If it has hung, end it and start again: what was typed up to a second before is kept.",
    ),
    "library-newer": Wording(
        "The library was written by a newer Standfirst (schema {revision}).",
        "Update Standfirst, or put back an older copy of the library from its backups folder.",
    ),
    "library-read-only": Wording(
        "The library cannot be written: its folder or file does not allow it.",
        "Give yourself write permission there, or choose another folder with STANDFIRST_HOME.",
    ),
    "library-broken": Wording(
        "The library cannot be read ({reason}).",
        "Leave the file as it is and put back a copy from the backups folder beside it.",
    ),
    "disk-full": Wording(
        "The disk took no more, so nothing was saved just now; what was saved before is safe.",
        "Make room on the disk, or save a copy elsewhere, then try again.",
    ),
    "article-missing": Wording("The article is not in the library.", "Open its file again."),
    "site-missing": Wording("The site is not in the library.", "Add it under Sites."),
    "site-name-taken": Wording(
        "There is a site called {name} already.", "Give this one another name."
    ),
    "author-missing": Wording(
        "There is no author profile {author}.", "Add it under Authors, or name another."
    ),
    "author-slug-taken": Wording(
        "Another author profile is called {slug}.", "Give this one another short name."
    ),
    "folder-read-only": Wording(
        "{folder} cannot be written.", "Give yourself write permission there, then try again."
    ),
    "disk-failed": Wording(
        "{folder} could not be written ({reason}).", "Check the disk, then try again."
    ),
    "settings-not-saved": Wording(
        "The settings could not be written ({reason}).",
        "They hold until Standfirst is closed; check the disk and its permissions.",
    ),
    "secret-missing": Wording(
        "No password or passphrase is kept for this site.", "Enter it under Sites."
    ),
    "secret-renewed": Wording(
        "The site renewed the sign-in given in STANDFIRST_SECRET, which was good for this run alone.",
        "It is used up and the new one is not kept: sign in again before the next run.",
    ),
    "keyring-locked": Wording(
        "The system's keyring is locked.",
        "Unlock it and try again, or enter the secret for this session only.",
    ),
    "keyring-absent": Wording(
        "There is no system keyring to keep the secret in.",
        "Enter it for this session only, or give it in STANDFIRST_SECRET for one run.",
    ),
    "picture-corrupt": Wording(
        "The picture is damaged or incomplete.",
        "Export or download it again, then insert that one.",
    ),
    "picture-kind": Wording(
        "This is no picture that sites can show.",
        "Save it as JPEG, PNG, WebP or GIF, then insert that one.",
    ),
    "picture-large": Wording(
        "The picture has {width} × {height} pixels, too many to open safely.",
        "Make it smaller than {megapixels} megapixels, then insert that one.",
    ),
}


class _Blank(dict[str, str | int]):
    def __missing__(self, key: str) -> str:
        return f"({key})"


def wording(code: str, detail: Mapping[str, str | int]) -> Wording:
    """The filled-in sentence and next step for `code`."""
    known = WORDING.get(code)
    if known is None:
        return Wording(f"Something went wrong ({code}).", "Copy the report from the Help menu.")
    values = _Blank(detail)
    return Wording(known.what.format_map(values), known.then.format_map(values))


def sentence(code: str, detail: Mapping[str, str | int]) -> str:
    """What happened and what to do, in one line."""
    what, then = wording(code, detail)
    return f"{what} {then}".strip()
