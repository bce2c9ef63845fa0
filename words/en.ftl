### Every word a person sees in Glimmer, in windows, notifications and the tray.
###
### For translators: the tone is a quiet friend's. Nothing praises, nothing hurries, nothing counts.
### A glimmer is Deb Dana's word for a small moment of safety or connection; keep the word if your language has taken it in.

## The five feelings. Each completes "It felt …".

feeling-safe = safe
feeling-calm = calm
feeling-connected = connected
feeling-hopeful = hopeful
feeling-joyful = joyful

## The six senses. Each completes "I noticed it by …".

sense-seeing = seeing
sense-hearing = hearing
sense-smelling = smelling
sense-tasting = tasting
sense-touching = touching
sense-inside = sensing inside
# The chip is narrow, so the sixth sense has a shorter word there.
sense-inside-short = inside

## A glimmer in a line: what stands for its words when it has none.

wordless = a moment
# $felt: one feeling or several joined, for example "calm" or "safe and calm".
wordless-felt = a { $felt } moment
wordless-sensed = a moment, { $by }
wordless-both = a { $felt } moment, { $by }
# The same with a feeling in the person's own word, where "a … moment" may not fit.
wordless-own = a moment that felt { $felt }
wordless-own-both = a moment that felt { $felt }, { $by }
by-seeing = by sight
by-hearing = by ear
by-smelling = by smell
by-tasting = by taste
by-touching = by touch
by-inside = from inside
# For a glimmer that is a photo and nothing else.
by-photo = in a photo

## Its marks and its date, where glimmers are looked at.

meta-anchor = one I can return to
meta-given = a glimmer I gave
meta-waits = not let in yet
# The order of a date. $weekday and $month are names, $day is a number.
day-title = { $weekday }, { $day } { $month }
day-margin = { $weekday } { $day } { $month }
day-plain = { $day } { $month }
day-with-year = { $day } { $month } { $year }

## Writing a glimmer: the capture window, the composer on Today, and noticing one on a hard day.

capture-title = Glimmer: jot one
write-label = A glimmer
write-felt = felt
write-felt-label = It felt
write-by = by
write-by-label = I noticed it by
write-own = Your own word for it
# Stands in the narrow field for that word.
write-own-form = your own word
write-wordless = Words, if you have them
write-more = More
write-less = Less
write-more-label = More about it
write-tags = People, places, anything
write-tags-form = @person +place #anything
# $tag: for example "@Marta".
write-tag-remove = Take { $tag } off
write-tags-offered = Used before
write-anchor = one I can return to
write-given = I was a glimmer for someone
write-photo = Photo, or drop one here
write-when = When it was
write-now = now
write-today = earlier today
write-yesterday = yesterday
write-another-day = another day…
write-day = The day it was
# Shown in the field where no calendar is offered: year-month-day.
write-day-form = 2026-11-22
write-day-ahead = That day has not come yet. Your words stay here.
write-day-unread = That day cannot be read. Write it as year-month-day. Your words stay here.
# Shortly after midnight. $weekday: the day before by the calendar; $time: when the person's day ends.
write-still = It is still { $weekday } until { $time }.
write-keep = Keep
write-keep-again = Keep again
write-hide = Hide
key-enter = ↵
key-esc = Esc
kept = Kept.
undo = Undo
savour = Stay with it for three breaths?
savour-key = Space
savour-label = Three breaths with it
savour-ends = any key ends it
write-full = Not kept yet: this computer’s disk is full.
write-full-then = Your words stay here. Free some space, then keep it again.
write-failed = Not kept yet: the journal could not be written.
write-failed-then = Your words stay here.
write-read-only = Not kept yet: this journal can only be read here.
write-read-only-then = Your words stay here. Its folder or disk is read-only; let Glimmer write there, then keep it again.
write-busy = Not kept yet: another program has the journal just now.
write-busy-then = Your words stay here. When it has finished, keep it again.
write-no-journal = Not kept yet: the journal could not be opened.
write-no-journal-then = Your words stay in this box. Open Glimmer’s window to see what is wrong.
# The window is to close, and the draft in it could not be saved.
write-unsaved = These words could not be saved.
write-unsaved-then = They are only in this window. Copy them, or close it again to let them go.
undo-failed = That could not be taken back. It is still in your journal.

## Prompts

# The prompts an empty field shows, one after another. None asks why, and none expects an answer.
prompt-hear = Something you heard today?
prompt-hear-far = A sound from far away?
prompt-hear-music = A tune that found you?
prompt-light = What did the light do?
prompt-colour = A colour you looked at twice?
prompt-sky = What was the sky like, when you looked up?
prompt-smell = A smell that stayed?
prompt-smell-air = What did the air smell of?
prompt-taste = A taste worth a second?
prompt-sip = The first sip, or the last bite?
prompt-touch = Something soft, warm or cool under your hands?
prompt-fabric = A blanket, a sleeve, a warm cup?
prompt-water = Water: on your skin, or to look at?
prompt-body = Where in your body was it easier?
prompt-breath = A breath that went all the way down?
prompt-shoulders = A moment when your shoulders let go?
prompt-someone = Someone, near or far?
prompt-face = A face you were glad to see?
prompt-voice = A voice that did you good?
prompt-stranger = Someone you do not know, and a small moment with them?
prompt-animal = An animal, going about its day?
prompt-place = A place that was good to you?
prompt-corner = A corner where nobody wanted anything?
prompt-way = Something on the way, going or coming home?
prompt-kindness = A small kindness, given or received?
prompt-let = Somebody who waited, or held a door?
prompt-help = Something that was easier because of someone?
prompt-ordinary = What was ordinary, and good?
prompt-worked = A thing that simply worked?
prompt-quiet = A minute of quiet?

## The main window around its pages.

window-title = Glimmer

nav-label = Glimmer
nav-today = Today
nav-glimmers = Glimmers
nav-sky = Sky
nav-hard-day = Hard day
nav-settings = Settings

## First screens: what somebody new sees once. Each can be skipped.

welcome-step = Screen { $here } of { $all }
welcome-skip = Skip
welcome-continue = Continue
welcome-begin = Begin
welcome-what = A glimmer is a small moment when something in you eases.
welcome-what-then = You feel safe, calm, connected or hopeful for a second. Most pass unnoticed. Here is a place to keep yours.
welcome-prompt = And one of yours, if one comes?
welcome-kept-then = That is all there is to it. It is yours, on this computer, and nowhere else.
welcome-when = Would you like to be asked in the evening?
welcome-when-then = One quiet notification. It stays silent when you have already kept one, and a day without one is just a day.
# What passing this screen by means. $time: the time that is already set, "20:30".
welcome-when-skip = Passed by, it stays on and asks at { $time }. Settings, under Reminders, switches it off.
welcome-when-skip-off = Passed by, nothing asks. Settings, under Reminders, switches it on.
welcome-every-day = every day
welcome-no-day = on no day
# $days: names of weekdays, joined: "Monday, Tuesday and Friday".
welcome-on-days = on { $days }
welcome-choose-days = Choose days
welcome-not-asked = Don’t ask me
# $time: the chosen time, "20:30".
welcome-ask-at = Ask me at { $time }
welcome-not-saved = That could not be saved just now. It can be chosen later, in Settings.

## Keys: the list of them all (F1), and going anywhere (Ctrl+K).

keys-title = Keys
keys-close = Close
keys-anywhere = Anywhere
keys-window = In this window
keys-writing = Writing
keys-rows = On a glimmer in a list
keys-editing = Changing one
keys-capture = In the capture window
keys-sky = Sky
keys-hard-day = On a hard day
keys-jot = jot one
keys-hide = hide Glimmer at once
keys-go = go anywhere
keys-search = search your glimmers
keys-settings = settings
keys-open-hard-day = a hard day
keys-this = this list
keys-undo = take back what was just done
keys-close-inner = close what is open
keys-letter = begin writing, on Today
# Stands where a key would: any letter will do.
keys-any-letter = a letter
keys-keep = keep it
keys-new-line = a new line
keys-feelings = it felt …
keys-senses = I noticed it by …
keys-more = more about it
keys-breaths = three breaths with the one just kept
keys-to-rows = from the search to the list
keys-move = the one before, the one after
keys-ends = the first, the last
keys-page = a page back, a page on
keys-open = open it, or close it
keys-edit = change it
keys-anchor = one to return to, or no longer
keys-trash = move it to the trash
keys-save = save
keys-let-go = leave it
keys-hide-capture = put it away; what you wrote stays
keys-take-back = take back the one just kept
keys-sky-move = the nearest light that way
keys-sky-open = open it
keys-sky-close = let go of it
keys-sky-zoom = nearer, further, all of it
keys-doors = one of the three doors
keys-outlined = the button with a line around it
keys-another = another
keys-leave = leave, at once
go-title = Go to
go-field = Where to?
go-none = Nothing here by that name.
# $section: the name of a part of Settings, for example "Reminders".
go-settings = Settings: { $section }

## Today.

# The one prompt of a journal in which nothing was ever kept.
prompt-first = What felt all right, even for a second?
today-first-day = It can be very small: warm water on your hands, a dog on the tram, a song from another room. There is no right number and no day you have to write.
today-list = Today’s glimmers
today-unreadable = Today’s page could not be read. Nothing was changed.
today-again = Try again
notice-lost-tail = The last words kept before this computer stopped may not have reached the disk. Everything older is here.
notice-shortcut-taken = Another program already uses the capture shortcut. You can choose a different one in Settings.
notice-shortcut-unavailable = This desktop does not let programs set a shortcut for everywhere. Its own keyboard settings can: let a key run “glimmer --capture”.
notice-no-tray = This desktop shows no tray, so Glimmer stays running out of sight when its window closes. Start it again to bring the window back.
# What a notification would have asked; no notification could be shown, or nobody can know whether it was.
notice-invitation = A quiet moment, if you’d like one. It may not have come onto your screen.
notice-synced = Your journal lies in a folder on a network. Two computers writing at once can damage it: a folder on this computer is safer. Copies may well go to the network.
# $folder: the name people know it by, for example "Dropbox".
notice-synced-in = Your journal lies in { $folder }, which copies it to other places. Two computers writing at once can damage it: a folder on this computer is safer. Copies may well go to { $folder }.
notice-backup-failed = The last copy of your journal could not be made. Nothing in the journal was changed.
notice-sealed-unreadable = Something you wrote while the journal was locked cannot be read here. It is left where it is, unchanged.
notice-read-only = Your journal can be read here, but nothing can be kept: its folder or disk is read-only. Give Glimmer leave to write there, then start it again.
notice-damaged = A part of the journal file is damaged. Nothing was changed, and there are ways to bring it back.
notice-to-backups = Backups
notice-dismiss = All right
before-title = A light from before
before-away = Put away
# $day: a date such as "22 December".
before-rests = It will rest until { $day }.
before-is-out = It will not come up again by itself.

## Glimmers: the list of all of them, newest first.

list-title = Glimmers
list-search = Search your glimmers
list-clear = Clear
list-rows = Your glimmers
list-trash = Trash
list-sheet = A sheet for a session…
list-empty = Your glimmers will gather here.
list-empty-then = One at a time, whenever one comes. The newest is always on top.
list-jot = Jot one
# $search: what the person typed.
list-nothing = Nothing here with “{ $search }”.
# $what: what was typed and chosen, joined, for example "“lighthouse”, calm and Marta". See the said-… below.
list-nothing-with = Nothing here with { $what }.
list-nothing-then = It may be written another way, or be under a different word.
list-nothing-filter-then = With less chosen above, there may be more.
# $filters: how many are chosen.
list-without = Search without the { $filters ->
    [one] filter
   *[other] filters
  }
list-show-all = Show all of them
list-newest = Back to the newest
list-gone = That glimmer is no longer in the list.
said-search = “{ $search }”
said-photo = a photo
# $mark: what stands beside such a glimmer, for example "one I can return to".
said-mark = the mark “{ $mark }”
# $day, $from and $to: dates such as "22 November 2026".
said-day = the date { $day }
said-since = a date from { $from } on
said-until = a date up to { $to }
said-between = a date from { $from } to { $to }
filter-label = Show only some
filter-felt = Felt
filter-by = Noticed by
filter-tags = People, places, tags
filter-dates = Dates
filter-anchor = To return to
filter-given = Given
filter-photo = With a photo
filter-waits = Not let in yet
# $name: a person.
filter-with = with { $name }
filter-since = from { $from }
filter-until = until { $to }
filter-between = { $from } to { $to }
# $what: one of the chosen, for example "calm" or "with Marta".
filter-off = { $what }: no longer only these
filter-no-tags = None yet. A word like @Marta, +kitchen or #small makes one.
filter-find = Find one
filter-find-none = None is called that.
filter-find-more = Type to find the others.
dates-week = This week
dates-month = This month
dates-year = This year
dates-last-year = Last year
dates-from = From
dates-to = To
dates-show = Show these
dates-order = The first day comes after the last.
dates-go = Go to a day
dates-go-do = Go
list-unreadable = The list could not be read. Nothing was changed.
list-again = Try again
row-edit = Edit
row-share = Share…
row-trash = Move to trash
row-trashed = Moved to trash.
row-restored = Put back.
row-anchor = One you can return to.
row-no-anchor = No longer one to return to.
row-waits = It came from elsewhere, and does not come up by itself.
row-let-in = Let it in
row-is-in = It may come up by itself now.
waits-these = These came from elsewhere and do not come up by themselves.
waits-let-in = Let these in
waits-are-in = { $glimmers ->
    [one] One glimmer may come up by itself now.
   *[other] { $glimmers } glimmers may come up by themselves now.
  }
list-export = Export these…
# $tag: for example "@Marta". Said once it was done, here and in Settings.
hardset-tag-is-out = Nothing with { $tag } comes up by itself.
hardset-tag-is-up = { $tag } can come up again.
row-failed = That did not work. Nothing was changed.
consent-shown = On hard days: shown
# $day: a date such as "22 December".
consent-resting = On hard days: resting until { $day }
consent-never = On hard days: never
# One of its tags is kept out; the line below it says which.
list-held = On hard days: not shown
# $tag: for example "@Marta".
list-nothing-tag = Nothing with { $tag }
list-tag-up = Let { $tag } come up again
consent-label = On hard days
consent-show = Show it
consent-month = Rest a month
consent-season = Rest a season
consent-year = Rest a year
consent-out = Never
edit-text = Its words
edit-anchor = one I can return to
edit-given = I was a glimmer for someone
edit-day = The day it was
# Shown in the field where no calendar is offered: year-month-day.
edit-day-form = 2026-11-22
edit-save = Save
edit-cancel = Cancel
edit-changed = Your changes are not saved yet.
edit-discard = Discard the changes
edit-go-on = Go on writing
edit-empty = It needs words, a feeling, a sense, a tag or a photo. To let it go, move it to the trash.
edit-day-ahead = That day has not come yet.
edit-bad-day = That day cannot be read. Write it as year-month-day.
edit-failed = Not saved: the journal could not be written. Your words stay here.
edit-full = Not saved: this computer’s disk is full. Your words stay here.
edit-gone = This glimmer is no longer there. Your words stay here until you close it.

## Examples: glimmers other people could have had, shown to explain what one is.

example-first-1 = The kettle, and nobody needing anything yet
example-first-2 = A dog on the tram, looking at everyone in turn
example-first-3 = Warm water on cold hands
example-seeing-1 = Dust turning in a stripe of sun
example-seeing-2 = The neighbour’s yellow door, after all that grey
example-seeing-3 = A crow walking as if it were late
example-hearing-1 = Rain beginning on the skylight
example-hearing-2 = Someone humming two floors up
example-hearing-3 = The quiet after the fan stopped
example-smelling-1 = Onions in butter, in somebody’s stairwell
example-smelling-2 = The first cold air of the year
example-smelling-3 = Cedar, from a drawer I hardly open
example-tasting-1 = The corner of the bread, before it cooled
example-tasting-2 = Toothpaste, and the day being over
example-tasting-3 = An orange that turned out to be a good one
example-touching-1 = The cat’s whole weight, against my leg
example-touching-2 = Sheets straight from the line
example-touching-3 = A stone that fitted my hand
example-inside-1 = My shoulders came down, and I noticed
example-inside-2 = A yawn that went all the way
example-inside-3 = Warm in the chest, reading a message twice
example-people-1 = The cashier said my name
example-people-2 = We both laughed at the same wrong moment
example-people-3 = She kept the seat beside her free
example-places-1 = The bench by the canal, where nobody asks anything
example-places-2 = My own kitchen at six in the morning
example-places-3 = The library, and everybody in it busy with something
example-body-1 = The first stretch, before the alarm
example-body-2 = Tired legs, the good kind
example-body-3 = Sitting down after standing all day
example-people = People
example-places = Places
example-body = The body

## Sky. Every glimmer is a point of light; nothing there is counted. Read when it is first opened.

sky-title = Sky
sky-label = Your sky. Arrow keys move from light to light, Enter opens one.
sky-none = Every glimmer you keep becomes a light here.
sky-jot = Jot one
sky-first = Your first lights. Each new one finds its place beside them.
sky-unreadable = The sky could not be read. Nothing was changed.
sky-again = Try again
# The five feelings as buttons: the lights of the others are dimmed.
sky-only = Dim all but
sky-zoom = How close
sky-closer = Closer
sky-further = Further
sky-all = All
# What a screen reader says of a light. $words: the glimmer. $felt: its feelings, where there are some. $when: such as "last March".
sky-read = { $words } { $when }
sky-read-felt = { $words } { $felt }, { $when }

## Photos. Read when there is one.

photos-label = Photos
photo-one = Photo
photo-which = Photo { $number } of { $of }
# $which: one of the two above. $alt: what the person says is in it.
photo-said = { $which }: { $alt }
photo-coming = { $photos ->
    [one] Taking it in…
   *[other] Taking them in…
  }
# $photo: for example "Photo 1 of 3".
photo-take-off = Take off: { $photo }
photo-off = Taken off.
photo-describe = Describe…
photo-alt = What can be seen in it
photo-alt-which = What can be seen in photo { $number }
# Stands in the empty field. Nobody has to.
photo-alt-form = if you’d like to say
photo-earlier = Earlier
photo-later = Later
photo-moved = Now photo { $number } of { $of }.
photo-look = Look at it
photo-large = Photo, large
photo-close = Close
photo-before = The one before
photo-after = The next
photo-missing = This photo cannot be shown. Its file is missing or damaged.
photo-missing-short = Cannot be shown
photo-not-a-picture = That file is not a picture Glimmer can read.
photo-heic = That is a HEIC picture, which Glimmer cannot read. Save it as JPEG first, then add it.
photo-too-large = That picture is too large for Glimmer. A smaller copy of it will do.
photo-too-many = A glimmer holds four photos at most.
# Said when it is to be kept all the same. $most: four, or as many as it came with.
photo-too-many-then = It can be kept with { $most } or fewer.
photo-empty-clipboard = There is no picture in the clipboard.
photo-full = That photo was not taken in: this computer’s disk is full. Your words stay here.
photo-failed = That photo could not be taken in. Your words stay here.
# $name: a file. $why: one of the sentences above.
photo-refused = { $name }: { $why }
# In the list of all keys.
photo-keys = On a photo
photo-key-paste = the picture in the clipboard
photo-key-off = take it off, while you are writing
photo-key-move = the one before, the next, when it is large
drop-here = Let go here
drop-here-then = A photo joins what you are writing. Anything else is only looked at first.
drop-photo = Let go, and it joins this glimmer.

## Share. One glimmer, to be seen by somebody else. Read when it is first opened.

share-title = Share this glimmer
share-picture = Picture
share-words = Words
# $name: a person, without the sign: "Marta".
share-tell = Tell { $name }
share-tell-someone = Tell someone
share-shape = Shape
share-square = Square
share-wide = Wide
share-look = Light
share-day = Day
share-night = Night
share-date = Say when, softly
share-photo = With its photo
share-first-photo = With its first photo
share-no-photo = Its photo could not be read, so it is not on the card.
# Below the words, on the picture and in the text.
share-sign = a glimmer
# $when: a soft date: "a few days ago", "last November", "in March", "a November, three years ago".
share-sign-when = a glimmer, { $when }
share-drawing = The picture could not be drawn. The words can be shared as words.
share-too-long = These words are too long for a picture. They can be shared as words.
share-too-long-photo = These words are too long beside a photo. Without it they have more room.
share-too-long-wide = These words are too long for this shape. The square has more room.
share-exactly = What you see here is all that leaves.
share-copy-picture = Copy picture
share-save-picture = Save picture…
share-copy = Copy
share-save = Save…
share-close = Close
share-copied = Copied.
share-copied-minute = Copied. It leaves the clipboard in a minute.
# $path: where the file is now.
share-saved = Saved: { $path }
share-no-clipboard = The clipboard did not take it. Nothing was copied.
share-full = Not saved: that disk is full.
share-read-only = Not saved: nothing can be written there.
share-failed = That did not work. Nothing left this window.
share-tell-about = A few words for { $name }. Change them until they are yours. Nobody else sends them: you copy them, and they go where you take them.
share-tell-who = For whom
share-tell-label = Words for { $name }
# $words: the person's own, as they wrote them.
share-tell-note = { $name }, I was thinking of this: “{ $words }” You were a glimmer for me.
# $moment: what stands for a glimmer without words: "a calm moment, by touch".
share-tell-wordless = { $name }, I was thinking of you, and of { $moment }. You were a glimmer for me.

## A sheet for a session with a therapist. Read when it is first opened.

session-title = A sheet for a session
session-back = Back
session-which = Which glimmers
# $search: what was typed into the search of Glimmers.
session-search = Only those with “{ $search }”.
session-search-off = All words
session-group = Grouped by
session-by-day = day
session-by-feeling = feeling
session-by-sense = sense
session-paper = Paper
session-a4 = A4
session-letter = Letter
session-visits = With hard-day visits
session-photos = With photos
session-leave-out = Leave out any you would rather keep
session-list = On the sheet
session-all = All
session-none = None
session-note = A note, if you like
session-pdf = Save as PDF…
session-markdown = Markdown…
session-print = Print…
session-preview = The sheet as it will be
# $number and $of: of the page.
session-page = Page { $number } of { $of }
session-nothing = No glimmers in these days.
session-nothing-then = Other dates, or less chosen, may bring some.
session-all-out = Nothing is on the sheet yet.
session-all-out-then = Choose one on the left, and it shows here.
session-too-many = These are more than a sheet can hold. Fewer days, or one feeling, make one to talk about.
session-unread = The sheet could not be made. Nothing was changed.
session-again = Try again
session-under-way = Getting the sheet ready
# $letters: some of them, or names of scripts, as a list.
session-unshown = This computer has no font for: { $letters }. They are missing on the sheet.
session-saved = Saved: { $path }
session-not-saved = Not saved. Nothing was left behind.
session-full = Not saved: that disk is full.
session-read-only = Not saved: nothing can be written there.
session-not-printed = The print window did not open. Saving as PDF works too.

## Trash.

trash-back = Glimmers
trash-title = Trash
trash-about = Each stays here for thirty days, then it is gone. Backups may hold it longer: it says until when.
trash-empty = Nothing is in the trash.
# $day: a date such as "14 December".
trash-until = here until { $day }
trash-restore = Put back
trash-delete = Delete for good
trash-sure = This cannot be brought back.
trash-keep = Keep it
trash-delete-yes = Delete
trash-deleted = Deleted for good.
trash-empty-now = Empty now…
trash-sure-all = All of it would go now, and cannot be brought back.
trash-delete-all = Delete all
trash-emptied = The trash is empty.
trash-rows = Glimmers in the trash

## Hard day. Few words, large and slow. Never "why", never a number of anything.

hard-leave = Leave
hard-help = I need help now
hard-enough = That’s enough for now
hard-here = You’re here.
hard-nothing-to-do = There is nothing you have to do.
hard-doors = How it is right now
hard-wound-up = Wound up
hard-wound-up-about = racing, tight, can’t settle
hard-shut-down = Shut down
hard-shut-down-about = heavy, numb, far away
hard-not-sure = Not sure
hard-not-sure-about = just show me one of mine
hard-one = One moment
hard-show-one = Show me one of mine
hard-stay = Stay with it
hard-another = Another
hard-rest = Not for a while
hard-out = Not on hard days
hard-staying = as long as you like; any key goes on
hard-rests = It will rest until { $day }.
hard-season = A season
hard-year = A year
hard-is-out = It will not come up on hard days.
hard-menu = More about this one
# $tag: a person, a place, anything: "@Marta".
hard-nothing-with = Nothing with { $tag }
hard-tag-out = Nothing with { $tag } will come up by itself.
hard-why = why this one?
# $when: a soft date, "last spring". $why: one of the next, alone or with what it felt like.
hard-when-why = { $when }, { $why }
hard-why-anchor = shown because you can return to it
# $when: a soft date, "in March".
hard-why-stayed = shown because you stayed with it { $when }
hard-why-new = shown because it has not come up on a hard day before
hard-why-again = shown because it was longest ago that it came up
# $why: one of the four above. $felt: a feeling, which may be a word of the person's own.
hard-why-felt = { $why }, and it felt { $felt }
hard-month-year = in { $month } { $year }
hard-not-changed = That could not be written. Nothing was changed.
hard-none = None of yours to show yet, and that is all right. This is from a small set of things other people noticed:
hard-few = There are only a few of yours to show here so far, and that is all right. This is from a small set of things other people noticed:
# The same, where many of them were here in this visit.
hard-all = All of yours that can come up have been here. This is from a small set of things other people noticed:
# The own ones left are joyful ones, for somebody who came in heavy and numb.
hard-bright = Yours that are left are bright ones; they can wait a little. This is from a small set of things other people noticed:
# From the second one on: the reason was given.
hard-others = Something other people noticed:
hard-unopened = Yours cannot be shown just now, and they are not lost. This is from a small set of things other people noticed:
hard-notice = Notice one now, here
hard-notice-say = Something near you, however small
hard-notice-prompt = A sound, a colour, the weight of your own hands?
hard-kept = Kept. It is one of yours now.
hard-jot = Jot something from now
hard-go-back = Back

## Things other people noticed: shown on a hard day when there are few of the person's own.

other-1 = The weight of a blanket just out of the dryer.
other-2 = A stranger holding the door a little longer than they had to.
other-3 = The hum of the fridge in a quiet kitchen.
other-4 = Rain starting, and being inside.
other-5 = Both hands around something warm.
other-6 = A cat choosing the chair next to mine.
other-7 = The smell of bread from a shop I was only passing.
other-8 = One long breath out at a red light.

## Ways back into a moment, through the sense it was noticed by, or what it felt like. Concrete; never “why”.

ask-seeing-1 = What was the light like?
ask-seeing-2 = Which colour was nearest to you?
ask-seeing-3 = What was moving, and what was still?
ask-seeing-4 = Was it near, or far away?
ask-hearing-1 = How far away was the sound?
ask-hearing-2 = Was it high or low, soft or sharp?
ask-hearing-3 = What was quiet around it?
ask-hearing-4 = From which side did it come?
ask-smelling-1 = Was the smell warm or cool?
ask-smelling-2 = Where did it come from?
ask-smelling-3 = Did it stay, or come and go?
ask-smelling-4 = Was it strong, or only just there?
ask-tasting-1 = Where on your tongue was it?
ask-tasting-2 = Was it warm, cold, or in between?
ask-tasting-3 = What was the first taste, and the one after?
ask-tasting-4 = Was it soft, hard, or liquid?
ask-touching-1 = Was it warm or cool?
ask-touching-2 = Which part of your hand met it first?
ask-touching-3 = Was it rough, smooth, or something else?
ask-touching-4 = Was it heavy or light?
ask-inside-1 = Where in your body was it easier?
ask-inside-2 = What did your shoulders do?
ask-inside-3 = Was your breath slow or quick?
ask-inside-4 = Which part of you was the warmest?
ask-safe-1 = What were you sitting or standing on?
ask-safe-2 = What was above you, a roof or the sky?
ask-calm-1 = What was moving slowly?
ask-calm-2 = Which part of your body was the softest?
ask-connected-1 = Who or what was near you?
ask-connected-2 = Was there a face, a voice, or a hand?
ask-hopeful-1 = Where were your eyes looking?
ask-hopeful-2 = Where in your body did it begin?
ask-joyful-1 = What did your face do?
ask-joyful-2 = Were you moving, or still?
ask-any-1 = What was close enough to touch?
ask-any-2 = Where were your feet?
ask-any-3 = What was the air like?
ask-any-4 = What could you hear around it?

## A slow light to breathe with, if somebody wants to.

breathe-title = A slow light
# One for each pace that Settings offers.
breathe-about-3-5 = The light grows for three seconds and fades for five. Breathe with it, or only watch. Your eyes can stay open.
breathe-about-4-6 = The light grows for four seconds and fades for six. Breathe with it, or only watch. Your eyes can stay open.
breathe-about-5-7 = The light grows for five seconds and fades for seven. Breathe with it, or only watch. Your eyes can stay open.
breathe-begin = Begin
breathe-around = Look around the room instead
breathe-stop = Stop here
# Spoken by a screen reader in the rhythm of the breath: as short as it can be.
breathe-in = in
breathe-out = out

## Looking around the room, one sense after the other.

around-next = Next
# Each stands above words that the person wrote.
around-once-seeing = You once noticed by seeing:
around-once-touching = You once noticed by touching:
around-once-hearing = You once noticed by hearing:
around-once-smelling = You once noticed by smelling:
around-once-tasting = You once noticed by tasting:
around-ask-seeing = What can you see now?
around-ask-touching = What can you touch now?
around-ask-hearing = What can you hear now?
around-ask-smelling = What can you smell now?
around-ask-tasting = What can you taste now?
around-then-seeing = Five things, near or far. Light one for each, or just look.
around-then-touching = Four things, warm or cool, soft or hard. Light one for each, or just feel.
around-then-hearing = Three things, near or far. Light one for each, or just listen.
around-then-smelling = Two things, faint ones too. Light one for each, or just breathe in.
around-then-tasting = One thing, even if it is only your own mouth. Light it, or just notice.
# The names of the lights, for a screen reader.
around-light-1 = one thing
around-light-2 = another
around-light-3 = a third
around-light-4 = a fourth
around-light-5 = a fifth

## Small steps, for somebody who feels heavy, numb or far away. Each can be passed by.

step-say = One small thing, if it feels possible
step-say-more = One more, if it feels possible
step-did = I did that
step-different = A different one
step-1 = Drink some water, slowly.
step-2 = Put both feet on the floor and feel that it holds you.
step-3 = Open the curtain.
step-4 = Wash your hands in cold water.
step-5 = Step outside for a moment.
step-6 = Answer one message. One word is enough.

## Soft dates, as one remembers: no day, no hour.

soft-today = earlier today
soft-yesterday = yesterday
soft-days = a few days ago
soft-week = about a week ago
soft-weeks = a few weeks ago
# $month: the name of a month of this year.
soft-month = in { $month }
# $month: a month of last year, less than a year ago.
soft-last = last { $month }
soft-last-year = in { $month } last year
# $month: one of the a-january … a-december below.
soft-one-year = { $month }, a year ago
soft-years = { $month }, { $years } years ago
soft-many-years = { $month }, many years ago
soft-some-day = one day
a-january = a January
a-february = a February
a-march = a March
a-april = an April
a-may = a May
a-june = a June
a-july = a July
a-august = an August
a-september = a September
a-october = an October
a-november = a November
a-december = a December
years-2 = two
years-3 = three
years-4 = four
years-5 = five
years-6 = six
years-7 = seven
years-8 = eight
years-9 = nine
years-10 = ten
# The day of a visit in an earlier year. $weekday and $month are names.
visits-day-with-year = { $weekday }, { $day } { $month } { $year }

## The way out of a hard day. Each can be passed by; nothing is compared with another time.

closing-here = You can stop here.
closing-stop = Hard moments come back sometimes, and you don’t start over when they do.
# Around one invitation at a time.
closing-label = If you like
heavy-ask = How heavy is it?
heavy-ends = 0 light, 10 very heavy
closing-forward = One thing to look forward to, however small
closing-forward-form = tea when I get in, the next episode, sleep
closing-toward = One small step toward feeling connected or cared for
closing-toward-form = in your own words, or one of these
closing-toward-some = Small steps, if one fits
closing-toward-sky = send somebody a picture of the sky
closing-toward-sit = sit where people are, without talking
closing-toward-hug = ask for a hug
closing-toward-warm = make something warm to drink
closing-not-saved = Not saved. Your words stay here until you leave.
closing-sentence = To yourself, in your own words
closing-another = Another
closing-write = A sentence to yourself, for days like this
closing-keep = Keep
closing-kept = Kept in your supports.
closing-not-kept = Not kept. Your words stay here.
closing-not-undone = That could not be taken back. It is still in your supports.
closing-next = Next
closing-back = Back
closing-end = Nothing more is asked. Stay a while, or leave whenever you like.

## I need help now.

help-title = Help that answers
help-danger = If you are in danger, call your local emergency number.
# $number: the emergency number of the country shown; $country: its name, without an article.
help-danger-number = If you are in danger, call your local emergency number: { $number } ({ $country }).
help-people = People you can reach
help-chosen = the line you chose
help-others = Other lines
help-country = Country
# The last of the countries to choose from.
help-elsewhere = somewhere else
# Stands where the country will stand, when the computer does not say which it is.
help-choose = choose yours
# $number: the telephone number that the button copies.
help-copy-label = Copy { $number }
help-call = Call
help-write = Write
# $name: who is reached.
help-call-label = Call { $name }
help-write-label = Write to { $name }
help-not-called = No program here opened it. The number can be copied.
help-not-written = No program here opened it. The address can be copied.
help-check = Check this for your place.
help-about = About this line
# $name: the name of the line.
help-about-label = About this line: { $name }
# $source: a publisher and an address.
help-source = Source: { $source }.
# $date: the day, month or year that the source bears.
help-source-of = Source: { $source }, { $date }.
# $day: the date on which the source of the number was read.
help-read-on = Read on { $day }.
help-pick = Choose this one
# $name: the name of the line.
help-pick-label = Choose this one: { $name }
help-picked = This one comes first from now on. It stands outside your journal, so that it is there while the journal is locked.
help-not-picked = That could not be written. Nothing was changed.
help-none = No line is listed here for this country. You can write one down in Settings, under Supports.
help-unread = The list of lines could not be read.
help-back = Back to where you were
crisis-replaced = Your own line is no longer kept.

## Supports on a hard day.

panel-title = My supports
panel-places = Places
panel-songs = Songs
panel-routines = Routines
panel-steps = Small steps
panel-sentences = Kind sentences to yourself
panel-none = None are written down yet, and that is all right.
panel-none-then = On a steadier day you can write them in Settings, under Supports: people, places, songs, whatever helps a little.
panel-unread = Your supports cannot be read just now. They are not lost.
# $about: what the person wrote, for example "weekdays until five".
supports-therapist-about = therapist, { $about }
# Where nothing else is written about them.
supports-therapist-alone = therapist

## Settings.

settings-label = Settings
settings-backups = Backups
settings-reminders = Reminders
settings-capture = Capture
settings-appearance = Appearance
settings-words = Words and examples
settings-supports = Supports
hardset-title = Hard day
settings-inout = Import and export
settings-glimmer = What is a glimmer?
settings-about = About
settings-failed = That could not be saved. The setting is as it was.
settings-unreadable = The settings could not be read.
reminders-lead = At most once in each part of the day. Never after you have kept one, and not on a hard day.
reminders-not-answering = This system’s notification service is not answering. What would be asked waits as a line on Today.
reminders-evening = In the evening
reminders-evening-about = “A quiet moment, if you’d like one.”
reminders-at = At
reminders-days = On
reminders-until = until
# $time: when the evening ends, "23:59".
reminders-until-about = After { $time } the evening has passed, and nothing asks.
# $from and $until: the times that stay in force.
reminders-ends-first = The evening would end before it begins. Until that fits it stays from { $from } until { $until }.
reminders-bad-time = That time cannot be read. Write it as hours and minutes, like 20:30.
reminders-midday = A noticing pause at midday
reminders-midday-at = The pause at
reminders-midday-days = The pause on
reminders-midday-about = Three hours after its time it is over, and nothing asks.
reminders-morning = One to count on, in the morning
reminders-morning-at = In the morning at
reminders-morning-days = In the morning on
reminders-morning-about = Shows one you return to, or what you looked forward to on a hard day. Needs your words to be allowed in notifications.
reminders-morning-silent = It stays silent until your words are allowed in notifications. Whoever sees the screen can read them there.
reminders-morning-allow = Allow my words
# When it asks next. $when: one of the reminders-when-… below.
reminders-next = Next: { $when }
reminders-next-later = Next: { $when }, because you said “Later”.
reminders-when-today = today { $time }
reminders-when-tomorrow = tomorrow { $time }
reminders-when-weekday = { $weekday } { $time }
# A week or more ahead.
reminders-when-date = { $weekday } { $day } { $month } { $time }
# After midnight, in the night that belongs to today.
reminders-when-tonight = tonight { $time }
# After midnight, in another night. $weekday: the day that begins in it.
reminders-when-night = in the night to { $weekday }, { $time }
reminders-when-night-date = in the night to { $weekday } { $day } { $month }, { $time }
# Why it is silent today. Nothing here says what else the day was.
reminders-kept = Silent today: there is already one.
reminders-quiet = Silent today.
reminders-asked = It has had its moment today.
reminders-passed-evening = This evening has passed.
reminders-passed-midday = This midday has passed.
reminders-passed-morning = This morning has passed.
reminders-no-cue = There is none you return to yet. When you write or change one, “one I can return to” makes it one.
reminders-unreadable = The journal cannot be opened now, so there is nothing to show.
reminders-no-day = No day is chosen, so it stays silent.
reminders-later = “Later” asks again after
reminders-later-about = How long a question waits when its answer is “Later”.
later-15 = 15 minutes
later-30 = 30 minutes
later-60 = 1 hour
later-90 = an hour and a half
later-120 = 2 hours
# $minutes: another span, set elsewhere.
later-other = { $minutes } minutes
reminders-pause = Pause reminders
reminders-pause-about = Nothing asks until it is over. Then it goes on as before.
reminders-pause-today = Today
reminders-pause-week = A week
# The first day on which it asks again, for example "Sunday 29 November".
reminders-paused = Paused until { $weekday } { $day } { $month }.
# The same when it is near. $weekday: "Monday".
reminders-paused-tomorrow = Paused until tomorrow.
reminders-paused-weekday = Paused until { $weekday }.
reminders-resume = End the pause
reminders-pause-failed = That could not be saved. It is as it was.
# Stands in the place of the pause when no reminder is switched on.
reminders-none = Nothing will ask.
reminders-none-about = There is no need for it to. You can keep one whenever one comes.
reminders-words = The words
reminders-words-about = Write the invitation the way you would like to be asked.
reminders-words-edit = Edit…
reminders-words-close = Close
reminders-words-evening = In the evening
reminders-words-midday = At midday
reminders-words-own = Use Glimmer’s own
# $part: for example "In the evening".
reminders-words-own-for = Use Glimmer’s own: { $part }
reminders-words-back = Glimmer’s own words are back.
reminders-words-taken-back = What you typed is taken back.
reminders-words-unsaved = These words are not saved yet.
reminders-words-limit = A notification has no room for more than this.
reminders-words-long = A notification has room for 120 characters. Not saved yet; your words stay here.
reminders-words-failed = Not saved: the journal could not be written. Your words stay here.
reminders-words-full = Not saved: this computer’s disk is full. Your words stay here.
reminders-words-again = Save again
reminders-words-unreadable = Your own words are in the journal, and it cannot be read now. Glimmer’s own are used until it can.
reminders-shows = What a notification shows
reminders-shows-neutral = Nothing but the question
reminders-shows-neutral-about = Nothing from the journal, and no name where the desktop allows that. Windows and macOS always say who it is from.
reminders-shows-app = Also that it is from Glimmer
reminders-shows-app-about = Its name and its light; nothing from the journal.
reminders-shows-words = Also words of mine
reminders-shows-words-about = Lets the morning show one you return to, or what you looked forward to on a hard day. Whoever sees the screen can read it.
reminders-preview = How it will look
reminders-preview-about = The system draws it; the words and the buttons are these.
reminders-preview-part = Part of the day
reminders-preview-evening = Evening
reminders-preview-midday = Midday
reminders-preview-morning = Morning
# What a picture of a notification says to somebody who cannot see it. $words: all its words; $buttons: joined, "Jot one, Later and Not tonight".
reminders-preview-label = A notification. { $words } Buttons: { $buttons }.
reminders-preview-none-evening = In the evening nothing would be shown.
reminders-preview-none-midday = At midday nothing would be shown.
reminders-preview-none-morning = In the morning nothing would be shown.
reminders-preview-failed = How it will look cannot be shown right now.
reminders-preview-unsaved = Your new words are not saved yet. These would come.
reminders-preview-off = The morning is off. This is what it would show.
reminders-show = Show one now
reminders-show-about = Only to look at: its buttons change nothing.
reminders-show-refused = This system’s notification service did not take it.
reminders-show-nothing = There is nothing to show: none is one you return to yet.
reminders-show-failed = This system’s notification service is not answering.
reminders-login-about = Reminders need Glimmer to be running. It starts without a window.
capture-lead = A small window, over whatever you were doing, for one line.
capture-shortcut = The shortcut that opens it
# $default: the combination that Backspace brings back.
capture-shortcut-about = Press it, then the keys you would like. Esc leaves it as it is, Backspace brings back { $default }.
capture-shortcut-press = Press the keys…
# $held: the keys held so far, "Ctrl + Shift".
capture-shortcut-held = { $held } + …
capture-shortcut-few = Two of Ctrl, Alt, Shift and the system key, and one more: with fewer it would be taken from other programs.
capture-shortcut-unknown = That key cannot be part of it.
capture-shortcut-ours = Glimmer uses that one for a hard day.
capture-shortcut-taken = That combination cannot be used; another program may hold it. The shortcut is as it was.
capture-shortcut-unavailable = This desktop does not let programs set a shortcut for everywhere. Its own keyboard settings can: let a key run
capture-shortcut-other = Another program has this combination now. Press another one here.
copy = Copy
copied = Copied
# The words are marked, because this system did not let them be copied for the person.
copy-marked = Marked: copy it now
# $words: what the button copies.
copy-label = Copy “{ $words }”
capture-warm = Keep this window ready
capture-warm-about = It opens at once, for about 160 MB of memory. A few minutes after it was used it rests, until the next reminder or until you are back.
capture-login = Start Glimmer at login
capture-login-about = Without a window, so that it can ask in the evening and answer the shortcut.
capture-prompts = Show a prompt
capture-prompts-about = A gentle question in the empty field. They can be rewritten under “Words and examples”.
capture-savouring = Offer three breaths
capture-savouring-about = After keeping one, a way to stay with it a little. Any key passes it by.
capture-day-ends = Your day ends at
capture-day-ends-about = What you keep after midnight and before then belongs to the evening.
# $time: the time that stays in force.
capture-day-ends-noon = A day ends before noon. Until that fits it stays at { $time }.
# $until: when the evening ends.
capture-day-ends-evening = The evening would end before it begins: it goes on until { $until }. Until that fits, the day ends at { $time }.
# Names of keys in a shortcut.
key-ctrl = Ctrl
key-shift = Shift
key-alt = Alt
key-option = Option
key-cmd = Cmd
key-super = Super
key-space = Space
key-name-enter = Enter
key-delete = Del
key-backspace = Backspace
key-home = Home
key-end = End
key-page-up = Page Up
key-page-down = Page Down
# $a and $b: keys pressed together.
keys-joined = { $a } + { $b }
appearance-lead = A hard day is always dark and still, whatever is chosen here.
appearance-label = Day or night
appearance-system = As the system
appearance-day = Day
appearance-night = Night
prompts-lead = The questions an empty field may show, in turn. These are yours to change; none of them has to be answered.
prompts-list = Prompts
prompts-line = A prompt
# $prompt: its words.
prompts-remove = Remove “{ $prompt }”
prompts-removed = Removed.
prompts-add = Add one
prompts-bring-back = Bring back Glimmer’s own
prompts-back = Glimmer’s own are back.
prompts-last = The last one stays. To see none, switch prompts off under Capture.
prompts-failed = Not saved: the journal could not be written. What stands here is only in this window so far.
prompts-full = Not saved: this computer’s disk is full. What stands here is only in this window so far.
prompts-again = Save again
prompts-unreadable = The prompts could not be read. Nothing was changed.
prompts-examples = Examples of glimmers
glimmer-lead = A small moment when something in you eases: you feel safe, calm, connected or hopeful, perhaps only for a second.
glimmer-small = It does not have to be happy, or to last, or to make sense to anybody else. It can come in the middle of a bad day and leave the day as it was. Noticing it is all there is to do.
glimmer-examples = What it can be
about-honest = Glimmers is Deb Dana’s term. Noticing and revisiting small good moments helps some people feel steadier. The theory behind it is debated. Glimmer is not therapy or a medical device, and not for emergencies.
about-private = Everything stays on this computer, encrypted. There is no account, and Glimmer never uses the network.
about-version = Version
about-keys = Keys
# $key: the key that shows the list.
about-keys-about = Everything can be done from the keyboard. { $key } shows how.
about-keys-show = Show them
about-quit = Quit Glimmer
about-quit-about = Nothing will ask in the evening until it is started again.
quit = Quit

## Settings: supports. Read with the settings.

supports-lead = People, places, songs, small steps. On a hard day they are shown in this order, yours before anyone’s.
supports-list = Your supports
supports-empty = Nothing here yet. It can begin with one name, or one kind sentence.
supports-unreadable = Your supports could not be read. Nothing was changed.
# What a support is.
supports-person = someone
supports-therapist = a therapist
supports-place = a place
supports-song = a song
supports-routine = something regular
supports-step = a small step
supports-sentence = a sentence to myself
# $about: "sister, any hour"; $reach: how to reach them.
supports-line = { $about }. { $reach }
supports-edit = Edit
# $name: who or what it is, in the person's words.
supports-edit-label = Edit “{ $name }”
supports-change = Changing “{ $name }”
supports-remove = Remove
supports-remove-label = Remove “{ $name }”
supports-removed = Removed.
supports-save = Save
supports-cancel = Cancel
supports-add = Add a support
supports-kind = What it is
supports-name = Name
supports-name-place = Which place
supports-name-song = Which song
supports-name-routine = What it is
supports-name-step = A step that is possible also when little is
supports-name-sentence = What you would like to hear from yourself
supports-reach = How to reach them
supports-reach-about = A telephone number or an e-mail address can be opened with one click, anything else copied.
supports-about = One line, if you like
# These stand in an empty field, as examples.
supports-about-person = sister, any hour
supports-about-therapist = weekdays until five
supports-about-place = ten minutes on foot
supports-about-song = the long version
supports-about-routine = before the first mail
supports-hint-step = perhaps: open the window
supports-hint-sentence = perhaps: it has been like this before, and it did not stay
supports-needs-name = It needs a name. What is written stays here.
supports-needs-words = It needs a few words.
supports-unsaved = This is not saved yet.
# After what could not be done.
supports-unkept = What stands here is only in this window so far.
supports-move = Move “{ $name }”
supports-earlier = Earlier
supports-later = Later
# $up and $down: keys, "Alt + ↑".
supports-order = Drag one by its dots to another place, or move it with { $up } and { $down }.
# $other: the one that follows, or comes before.
supports-before = { $name } is now before { $other }.
supports-after = { $name } is now after { $other }.
supports-first = { $name } is at the beginning.
supports-last = { $name } is at the end.
crisis-title = Crisis line
crisis-change = Change…
crisis-done = Done
# $reach: a telephone number, or how to write to it.
crisis-named = { $name }, { $reach }
# $day: the date on which the source of the number was read.
crisis-checked = Last checked { $day }. Please check it once yourself.
crisis-none-chosen = None chosen
crisis-shown = On a hard day the lines of your country are shown: { $country }.
crisis-shown-nowhere = On a hard day you can choose whose lines are shown.
crisis-country = Lines in
# $country: the one chosen above.
crisis-none = None: show the lines of the country ({ $country })
crisis-none-nowhere = None
crisis-own = One of my own
crisis-reach = How to reach it
crisis-needs = It needs a name and a way to reach it. What is written stays here.
crisis-own-outside = Keep it outside the journal too, so that it is there while the journal is locked. Anybody who can use this computer could read it.
crisis-is-outside = Your own. It is there while the journal is locked too.
crisis-is-inside = Your own. It is kept inside the journal, and not there while that is locked.
crisis-outside = Which of the listed lines you choose is kept outside the journal, so that it can be shown while the journal is locked. It is no secret from anybody who can use this computer.
crisis-own-kept = Your own line is kept, and comes first from now on.
crisis-failed = That could not be saved. It is as it was.

## Settings: hard day. Read with the settings. How a visit goes, what stays out of it, and the visits there were. Nothing here is counted or compared.

hardset-lead = How it goes, what stays out of it, and what is written down about it. None of this has to be set.
hardset-breath = How it breathes
hardset-breath-about = In seconds. Slower suits some, quicker others; your eyes may stay open.
hardset-breath-3-5 = 3 in, 5 out
hardset-breath-4-6 = 4 in, 6 out
hardset-breath-5-7 = 5 in, 7 out
hardset-heaviness = Ask how heavy it is
hardset-heaviness-about = 0 to 10, before and after; each time it can be passed by. Kept in your journal, never compared.
# $keys: "Ctrl + Shift + H".
hardset-everywhere = { $keys } from anywhere
hardset-everywhere-about = Over any other program. In Glimmer’s own window these keys always work.
hardset-everywhere-taken = Another program has these keys. In Glimmer’s own window they work all the same.
# A command to be copied follows.
hardset-everywhere-unavailable = This desktop does not let programs set a shortcut for everywhere. Its own keyboard settings can: let a key run
hardset-out = Nothing with …
hardset-out-about = What carries one of these does not come up by itself, on a hard day or on Today. You can still look for it.
hardset-out-none = Nothing is kept out. On a hard day a glimmer’s menu offers “Nothing with …”, and it would be listed here.
hardset-out-add = Keep it out
hardset-out-up = Let it come up again
hardset-out-failed = That could not be written. Nothing was changed, and what you typed stays here.
hardset-out-unreadable = What is kept out could not be read. Nothing was changed.
hardset-again = Try again
# $tag: one that nothing carries yet.
hardset-tag-none-yet = Nothing carries { $tag } so far. It holds for whatever will.
hardset-visits = What is written down
hardset-visits-about = Each visit is kept in your journal, so that what you stayed with can come first another time.
visits-title = Earlier visits
visits-lead = They are kept so that what you stayed with can come first another time. Erasing them forgets that.
visits-list = Visits, the newest first
visits-none = No visits are written down.
visits-unreadable = The visits could not be read. Nothing was changed.
# How somebody came in, by which door.
visits-wound-up = wound up
visits-shut-down = shut down
visits-not-sure = not sure
visits-when = Time
# $from and $to: times of day.
visits-from-to = { $from } to { $to }
visits-from = from { $from }
# A number from 0 to 10 follows.
visits-heavy-before = How heavy on arriving, 0 to 10
visits-heavy-after = How heavy on leaving, 0 to 10
visits-forward = To look forward to
visits-toward = One small step
visits-shown = What it showed
visits-shown-open = Open it in Glimmers
visits-shown-unreadable = What it showed could not be read.
# What became of a glimmer that was shown; the middle two are named as their buttons are.
visits-stayed = stayed with
visits-rested = not for a while
visits-out = not on hard days
visits-passed = let pass
visits-erase = Erase this visit…
visits-erase-all = Erase all…
visits-sure = This cannot be brought back.
visits-sure-all = All of them would go now, and cannot be brought back.
visits-erase-yes = Erase
visits-erase-all-yes = Erase all
visits-erased = That visit is no longer written down.
visits-all-erased = No visit is written down any more.

## Locked: what every window says of it.

# The title of each window, if it is not to say what this is.
neutral-title = Notes
write-locked = Your journal is locked. This is sealed now and joins it when you unlock.

## Lock: the screen before a locked journal, and opening it from a hard day. Nothing in it tells what is behind.

lock-title = Locked
lock-passphrase = Passphrase
lock-code = Recovery code
lock-code-form = Eight groups of four, with or without dashes.
lock-show = Show
lock-show-label = Show what is typed
lock-hide = Hide
lock-hide-label = Hide what is typed
lock-open = Open
lock-use-code = Use the recovery code
lock-use-passphrase = Use the passphrase
lock-opening = Opening…
lock-wrong = That did not open it. Is Caps Lock on?
lock-wrong-caps = That did not open it. Caps Lock is on.
lock-wrong-code = That did not open it. Is every group there?
lock-caps = Caps Lock is on.
# It goes down in steps. $seconds: 15 to 60, in fives.
lock-wait-seconds = It can be tried again in { $seconds } seconds.
lock-wait-soon = It can be tried again in a few seconds.
# $minutes: two or more.
lock-wait-minutes = It can be tried again in { $minutes } minutes.
lock-again = It can be tried again now.
lock-failed = It could not be opened. Nothing was changed.
# The three ways below: jotting one, a hard day, help.
lock-ways = Without opening it
# On a hard day: asked once, and taken for an answer.
lock-offer = Your own are locked away. Open them?
lock-not-now = Not now
lock-stays = They stay locked away.
hard-locked = Yours are locked away for now. This is from a small set of things other people noticed:
panel-locked = Your supports are locked away with your journal.
lock-joined = What you jotted while it was locked is in your journal.
keys-lock = lock the journal
go-lock = Lock the journal
# In the form that changes a glimmer, when it was left in the middle: by a lock, a crash, or closing the window.
edit-brought-back = Your changes from before are here.
edit-start-over = Start over
lock-unreadable = Something that was sealed cannot be read. It is left where it is.

## Passphrase and recovery code: the third of the first screens, and Settings, "Privacy and lock". Plain, and never frightening.

settings-privacy = Privacy and lock
who-title = Who else uses this computer?
who-lock = Lock my journal with a passphrase
who-lock-about = Only you can read it. If you lose both the passphrase and the recovery code, nobody can bring it back.
who-none = No passphrase
who-none-about = Opens straight away. Anyone who can use this account can read it. You can add one later.
# Each follows a key: "Ctrl + Shift + G", "Ctrl + Shift + X", "F1".
who-key-jot = jots one
who-key-hide = hides Glimmer
who-key-all = lists the keys
lock-passphrase-again = Passphrase, once more
# These stand in an empty field.
lock-passphrase-hint = A few words you will remember
pass-again = Once more
lock-new = New passphrase
lock-show-typed = Show what is typed
lock-hide-typed = Hide what is typed
lock-empty = Nothing is typed yet. Any words will do.
lock-differs = These two differ so far. Show lets you compare them.
strength-none = A few words hold better than one, however odd it is.
# How it would stand up to guessing, from the weakest on.
strength-0 = Somebody who guesses would have this almost at once.
strength-1 = Somebody who guesses would have this before long.
strength-2 = This would hold for a while against guessing.
strength-3 = This would hold for a long time against guessing.
strength-4 = Nobody is likely to guess this.
code-write = Write this down, on paper.
code-write-then = It opens your journal if you forget the passphrase. It is shown only now.
code-from-paper = And what does your paper say?
code-from-paper-then = Its last two groups, please. Then it is certain that the code is somewhere besides this screen.
code-label = Recovery code
code-covered = Recovery code, covered
code-print = Print…
code-save = Save to a drive…
code-not-printed = It could not be printed from here. Writing it down works as well.
code-saved = Saved. Keep that drive away from this computer.
code-not-saved = It could not be saved there. Nothing was changed.
code-have = I have it
code-look-again = Look at it again
code-type = Its last two groups
code-not-these = Those are not the last two groups on this screen.
# On the sheet of paper that is printed.
sheet-title = Recovery code for a Glimmer journal
sheet-for = It opens the journal when its passphrase is forgotten: type it where the passphrase is asked for. Small or capital letters, with or without spaces.
sheet-keep = Whoever has this sheet and the computer, or a copy of the journal, can read it. Keep it away from both.
sheet-made = Printed on
sheet-note = Where this is kept
lock-back = Back
lock-under-way = Your journal is being given its new key. If this is interrupted, nothing is lost.
# $seconds: a whole number.
lock-wait = Nothing is looked at just now. In { $seconds ->
    [one] one second
   *[other] { $seconds } seconds
  } it can be tried again.
lock-wait-a-little = Nothing is looked at just now. In a little while it can be tried again.
lock-full = This computer’s disk is full. All is as it was. Free some space, then try again.
lock-busy = Another program is using the journal. All is as it was. It can be tried again in a moment.
lock-read-only = The journal’s folder cannot be written. All is as it was.
pass-failed = That did not work. All is as it was, and it can be tried again.
about-private-lead = Everything stays on this computer, encrypted. Glimmer has no account and never uses the network.
protects-title = What this protects, and what it does not
protects-does = With a passphrase, whoever takes this computer, its disk or a copy of the journal reads nothing of it while it is locked.
protects-account = While it is unlocked, somebody who knows this account’s password can open it. So can anyone at this keyboard.
protects-program = A program that runs as you can read what you read: the screen, the keys, this program’s memory.
protects-pictures = A screenshot, a shared screen or a camera sees what the window shows.
protects-hiding = Hiding the windows takes the words from the screen. It does not hide that Glimmer is here: somebody who looks through the programs and folders of this computer finds it.
protects-copies = What you print, copy out of Glimmer or save elsewhere is no longer protected by it.
privacy-unreadable = How this journal is locked could not be read. Nothing was changed.
privacy-cancel = Cancel
# About the passphrase.
privacy-set = Set. Without it or the recovery code, nobody can open your journal.
privacy-not-set = None. Anyone who can use this account can read your journal.
privacy-set-one = Set…
privacy-set-now = Your journal has a passphrase now.
privacy-change = Change…
privacy-change-then = The recovery code stays as it is. Somebody who knows the old passphrase and has a copy of the journal from before can still open that copy.
privacy-change-yes = Change it
privacy-changed = The passphrase is another one now.
privacy-remove = Remove the passphrase…
privacy-remove-then = Your journal then opens straight away, and anyone who can use this account can read it. It no longer locks itself, and the recovery code opens nothing any more.
privacy-remove-yes = Remove it
privacy-keep = Keep it
privacy-removed = Your journal opens without a passphrase now.
privacy-opens-now = The passphrase now, or the recovery code
privacy-passphrase-now = Your passphrase
privacy-needs = This is needed first: it shows that it is you.
privacy-is-code = That looks like a recovery code, and it would become your passphrase. Whoever has forgotten the passphrase chooses another one above, with Change. If this is your passphrase, just continue.
privacy-not-renewed = The journal has no new key: something was refused. All is as it was.
# $day: "3 October".
privacy-code-made = Made on { $day }. Keep it on paper, away from this computer.
privacy-code-none = There is none. It would open your journal if you forget the passphrase.
privacy-code-new = Make a new one…
privacy-code-new-then = The journal, and the copies that are within reach, get a new key. The code on the old paper then opens none of them any more.
privacy-code-made-now = The new code is in force, and the old one is not.
privacy-old = These copies could not be given the new key. What opened them before still does:
# $day: when the copy was made, "3 October 2026"; $folder: where it is.
privacy-old-copy = { $day }, in { $folder }
privacy-old-none = No copy is known that the old ones still open.
privacy-someone = Someone may know it
privacy-someone-about = The passphrase, or what is on the paper.
privacy-someone-new = Shut them out…
privacy-someone-then = Everything that opens your journal becomes new: the passphrase, the recovery code, and the key beneath them. The journal and the copies within reach are written anew with it. Whoever knows the old ones opens none of these any more.
privacy-someone-not = What it cannot do: a copy that somebody made before still opens with what they know, and what was read was read.
privacy-someone-done = Only the new passphrase and the new code open your journal now.
away-lock = Lock when I am away
away-lock-about = Not during a hard day, and not while you write.
# $minutes: a whole number, 1 or more.
away-minutes = { $minutes ->
    [one] after a minute
   *[other] after { $minutes } minutes
  }
away-hour = after an hour
away-never = never
away-sleeps = Lock when the computer sleeps
away-sleeps-about = Or its screen is locked.
away-now = Lock now
away-now-about = What you are writing waits for you, sealed.
away-now-failed = It could not be locked just now. It can be tried again.
unseen-hide = Hide every window at once
unseen-hide-about = From anywhere. Nothing is asked, nothing is lost.
unseen-hide-here = In any of Glimmer’s windows. Nothing is asked, nothing is lost.
unseen-neutral = Neutral look
unseen-neutral-about = The window’s title and the tray say “Notes”, and not what this is. Lists of programs still name Glimmer.
unseen-pictures = Keep Glimmer out of pictures of the screen
unseen-pictures-about = As far as this system can. A camera still sees it.
unseen-clipboard = Take what I copied out of the clipboard after a minute
unseen-clipboard-about = Unless something else was copied meanwhile.
erase-title = Delete the journal
erase-about = Every glimmer and everything else in it, and the copies too if you say so.
erase-open = Delete…
erase-what = Every glimmer goes, your supports, the visits, everything you set, and what was jotted while it was locked.
erase-then = The keys are destroyed first. From then on nobody can bring the journal back, except from a copy that is left: not you, and not the people who make Glimmer.
erase-copies = Backups within reach too
erase-copies-stay = Otherwise the copies stay where they are, and can still be opened as before.
erase-copies-then = A copy on a drive that is not connected now stays, and can still be opened as before.
# $word: the next one.
erase-type = To go on, type “{ $word }”
erase-type-first = Type the word “{ $word }” first. Nothing was deleted.
# What has to be typed, in small letters.
erase-word = delete
erase-keep = Keep it
erase-yes = Delete the journal
erase-failed = Not everything could be deleted: a file is in use, or may not be written. It can be tried again.
erase-gone = It is gone.
erase-gone-then = Glimmer ends by itself now.

## Backups: in Settings, in the trash's last question, and where the journal cannot be opened.

backups-lead = Encrypted copies, opened and checked after they are written. The same passphrase opens them.
# There is no passphrase.
backups-lead-open = Encrypted copies, opened and checked after they are written. Without a passphrase each carries its own key, so whoever has a copy can open it.
backups-unreadable = The copies could not be listed. Nothing was changed.
backups-again = Try again
backups-last = The last copy
backups-last-none = None yet. The first change of a day makes one.
# $when: "This morning at 04:10"; $is: "checked".
backups-last-said = { $when }, { $is }.
backups-make = Make one now
backups-making = Being written, then opened and checked…
backups-made = A copy was made and checked.
# A sentence that says why follows.
backups-make-failed = No copy was made.
backups-trouble = The last copy could not be made.
backups-second = Also copy to
backups-second-none = A folder or drive of yours, so a lost computer is not a lost journal.
backups-second-here = All copies are there.
backups-second-behind = { $copies ->
    [one] One copy is still to go there.
   *[other] { $copies } copies are still to go there.
  }
backups-second-absent = The drive is not plugged in. Copies wait for it: { $copies } so far.
backups-second-absent-none = The drive is not plugged in. Copies will wait for it.
# $folder: for example "/media/stick".
backups-second-gone = The copy to { $folder } did not work: the folder is not there.
backups-second-refused = The copy to { $folder } did not work: Glimmer may not write there.
backups-second-full = The copy to { $folder } did not work: there is no room left.
backups-here-fine = The copies on this computer are fine.
backups-choose = Choose a folder…
backups-change = Change…
backups-stop = Stop copying there
backups-stopped = Copies go there no more. Those that are there stay.
backups-copying = Copies go there now…
backups-folder-failed = Copies do not go there.
backups-stop-failed = That could not be changed.
backups-on-computer = Copies on this computer
# $folder: for example "/media/stick".
backups-in-folder = Copies in { $folder }
backups-none = The first one comes by itself, or with “Make one now”.
backups-foot = Restoring first makes a copy of what is here now.
# When a copy was made. $weekday and $month are names, $day is a number.
copy-today = Today, { $time }
copy-yesterday = Yesterday, { $time }
copy-weekday = { $weekday } { $day } { $month }
# $day: "Monday 16 November".
copy-at = { $day }, { $time }
# The same before “, checked.”
copy-last-morning = This morning at { $time }
copy-last-afternoon = This afternoon at { $time }
copy-last-evening = This evening at { $time }
copy-last-yesterday = Yesterday at { $time }
# The same after “as it was”.
copy-then-today = today at { $time }
copy-then-yesterday = yesterday at { $time }
copy-then-day = on { $day }
# What a copy is, joined by commas.
copy-checked = checked
copy-unchecked = not checked
copy-weekly = kept weekly
copy-monthly = kept monthly
copy-before-update = before an update
copy-before-import = before an import
copy-before-restore = before a restore
copy-before-passphrase = before a change of the passphrase
copy-asked = made by you
copy-earlier-key = for an earlier passphrase
# $said: "checked"; $more: "kept weekly".
copy-also = { $said }, { $more }
copy-look = Open a look…
copy-close = Close
copy-opening = Being opened…
copy-not-opened = It could not be opened.
# What a copy holds. $first and $last: dates such as "1 October".
copy-holds = { $glimmers ->
    [0] It holds no glimmers.
    [one] It holds one glimmer, of { $first }.
   *[other] It holds { $glimmers } glimmers, from { $first } to { $last }.
  }
# All of them are of one day.
copy-holds-day = It holds { $glimmers } glimmers, all of { $first }.
copy-newest = The newest in it
copy-newer = { $newer ->
    [0] Your journal has none that this copy has not.
    [one] Your journal has one that this copy has not. It stays in the copy that is made first.
   *[other] Your journal has { $newer } that this copy has not. They stay in the copy that is made first.
  }
copy-stay-deleted = { $deleted ->
    [one] One that you deleted since then stays deleted.
   *[other] { $deleted } that you deleted since then stay deleted.
  }
copy-brings-back = Your journal cannot be opened, so what was deleted since then cannot be known: this would bring it back. It would also forget what was kept out of hard days since.
# $day: the first day on which it may be gone.
copy-until = It is here until { $day }, perhaps longer.
copy-stays = It stays for as long as it is the newest.
copy-restore = Restore this copy…
copy-sure = A copy of what is here now is made first. Then your journal is as it was { $then }.
# The journal cannot be opened.
copy-sure-aside = What is here now is kept untouched. Then your journal is as it was { $then }.
copy-sure-no = Leave it as it is
copy-sure-yes = Restore
copy-restoring = What is here now is kept safe, then the copy is restored…
copy-restore-failed = It was not restored, and nothing was changed.
# $then: "on Monday 16 November".
restored = Your journal is as it was { $then }. What was here before is kept as a copy.
# A folder follows.
restored-aside = Your journal is as it was { $then }. What was here before lies untouched in
copy-secret-ask = The present key does not open this copy. The passphrase or the recovery code of its time does.
copy-secret = Passphrase or recovery code of its time
copy-secret-open = Open it
copy-wrong = That did not open it. Is Caps Lock on?
copy-wait = Please wait a little, then try again.
copy-wait-seconds = { $seconds ->
    [one] Please wait one second, then try again.
   *[other] Please wait { $seconds } seconds, then try again.
  }
copy-wait-minutes = { $minutes ->
    [one] Please wait a minute, then try again.
   *[other] Please wait { $minutes } minutes, then try again.
  }
# Why something was not done; each stands after a sentence that says what.
copies-why-full = The disk is full. When there is some space, it will work.
copies-why-read-only = The folder or disk is read-only.
copies-why-busy = Another program has the journal just now.
copies-why-bad-copy = This copy is damaged. The others may well open.
copies-why-gone = It is not there any more.
copies-why-newer = It was written by a newer Glimmer.
copies-why-damaged = A file is damaged.
copies-why-no-vault = The key to it is not there.
copies-why-locked = The journal is locked.
copies-why-file = A file could not be read or written.
copies-why-else = Something in Glimmer itself went wrong.
check-name = Check the journal
check-about = Reads all of it, the search index, the key, and what waits to be taken in.
check-go = Check now
check-working = Being read…
check-fine = Everything is as it was written.
check-found = Something is not as it was written. Nothing was changed.
check-failed = The check did not come to its end.
check-detail = For whoever helps you
found-page = A part of the journal file cannot be read.
found-structure = The journal file is not in order within.
found-page-then = The last good copy has everything up to its day. Or what can still be read can be brought together in a new file.
found-search = The search index does not fit the journal.
found-search-then = It mends itself. Nothing has to be done, and no word is affected.
found-tail = The last words kept before this computer stopped did not reach the disk.
found-tail-then = If a copy was made since, it has them: a look into the newest one shows it.
found-inbox = Something written while the journal was locked cannot be read.
found-inbox-then = It is left where it is. Everything else is here.
found-vault = One of the files that open the journal is not as it was written.
found-vault-then = It is open now. Make a copy before anything else: every copy carries what opens it.
found-photo = A picture is missing or damaged.
found-photo-then = Its glimmer shows where it was. If a copy of your journal still has it, it is brought back when it is next shown.
found-copy = One of the copies is damaged.
found-copy-then = The journal itself is not affected. Make a new copy, and look into the others before you need one.
salvage-name = Bring together what can be read
salvage-about = Everything that can still be read goes into a new journal. The damaged file is set aside, untouched.
salvage-yes = Bring it together
salvage-working = What can be read is being brought together…
salvage-failed = It could not be brought together. Nothing was changed.
salvaged = { $glimmers ->
    [0] No glimmer could be read.
    [one] One glimmer is here again.
   *[other] { $glimmers } glimmers are here again.
  }
salvaged-lost = { $lost ->
    [0] That is all of them.
    [one] One could not be read.
   *[other] { $lost } could not be read.
  }
salvaged-lost-unknown = Whether that is all of them cannot be known.
# A folder follows.
salvaged-aside = The damaged file lies untouched in
ways-last-good = Open the last good copy
ways-other = Other copies…
ways-none = There is no copy to go back to.
# In the trash: which copies still hold what is deleted for good.
held-looking = Looking which copies hold it…
held-unknown = Which copies still hold it could not be found out.
held-none = No copy holds it.
# $day: for example "3 December".
held-until = { $copies ->
    [1] One copy still holds it, until { $day } at the latest.
    [2] Two copies still hold it, until { $day } at the latest.
    [3] Three copies still hold it, until { $day } at the latest.
    [4] Four copies still hold it, until { $day } at the latest.
    [5] Five copies still hold it, until { $day } at the latest.
   *[other] { $copies } copies still hold it, until { $day } at the latest.
  }
held-newest = { $copies ->
    [1] One copy still holds it, for as long as it is the newest.
    [2] Two copies still hold it, one of them for as long as it is the newest.
    [3] Three copies still hold it, one of them for as long as it is the newest.
    [4] Four copies still hold it, one of them for as long as it is the newest.
    [5] Five copies still hold it, one of them for as long as it is the newest.
   *[other] { $copies } copies still hold it, one of them for as long as it is the newest.
  }
held-away = And perhaps the copies in the second folder, which is not here now.
held-away-only = Perhaps the copies in the second folder hold it, which is not here now.
clean-there-too = Remove there too
clean-name = What you deleted for good
clean-about = Copies made before may still hold it. It can be taken out of them now.
clean-go = Take it out
clean-working = It is being taken out of the copies…
clean-gone = It is deleted for good, here.
clean-done = { $copies ->
    [0] No copy holds it any more.
    [one] It is out of the copy that held it.
   *[other] It is out of the { $copies } copies that held it.
  }
# Some could be cleaned; others follow.
clean-some = { $copies ->
    [0] { "" }
    [one] It is out of one copy.
   *[other] It is out of { $copies } copies.
  }
clean-left = { $left ->
    [one] One copy could not be changed, and still holds it.
   *[other] { $left } copies could not be changed, and still hold it.
  }
clean-away = The copies in the second folder may still hold it: it is not here now.
clean-later = It can be taken out later, in Settings, under Backups.
clean-failed = The copies could not be changed, and may still hold it.
clean-deleted = Deleted for good, also from the copies.

## Import: in Settings, under "Import and export". What comes from another journal is somebody's own: nothing about it is judged.

inout-lead = Your words are yours: what you wrote elsewhere can come here, and what is here can leave whenever you like.
import-title = Bring a journal along
import-about = From another journal, or from a Glimmer on another computer. It is looked at first, and nothing is changed until you say so.
import-file = Choose a file…
import-folder = Choose a folder…
import-drop = Or drop one anywhere on this window.
import-opening = Being looked at…
import-which = Which journals?
import-which-about = What it is, is told by what is in it, not by its name.
import-which-glimmer = Glimmer
import-which-glimmer-how = Export it there as JSON. Feelings, consent, hard-day visits and supports come too.
import-which-day-one = Day One
import-which-day-one-how = There: Settings, Import/Export, Export, JSON. The zip file is read as it is.
import-which-daylio = Daylio
import-which-daylio-how = There: More, Export Entries, CSV.
import-which-presently = Presently
import-which-presently-how = There: Settings, Export data. It makes a CSV file.
import-which-jrnl = jrnl
import-which-jrnl-how = On a terminal: jrnl --format json > journal.json. Its text files are read too.
import-which-red-notebook = RedNotebook
import-which-red-notebook-how = Its data folder, or the zip file from Journal, Backup.
import-which-mini-diary = Mini Diary, Mini Diarium
import-which-mini-diary-how = There: Export, JSON.
import-which-markdown = A folder of Markdown notes
import-which-markdown-how = Notes with their day in the name or at the top, as daily notes in Obsidian have.
import-which-csv = A spreadsheet
import-which-csv-how = Saved as CSV. You say what its columns mean.
import-which-text = Plain text
import-which-text-how = Entries that each begin with their day.
# Where a chosen file comes from. $name: what the file or folder is called.
import-is-glimmer = a journal from Glimmer
import-is-sealed = a journal from Glimmer, sealed with a passphrase
import-is-day-one = a journal from Day One
import-is-daylio = entries from Daylio
import-is-presently = entries from Presently
import-is-jrnl = a journal from jrnl
import-is-jrnl-text = a journal from jrnl, as text
import-is-red-notebook = a journal from RedNotebook
import-is-mini-diary = a journal from Mini Diary
import-is-mini-diarium = a journal from Mini Diarium
import-is-markdown = a folder of Markdown notes
import-is-csv = a table
import-is-text = plain text
import-another-file = Another file…
import-another-folder = Another folder…
import-leave = Leave it
import-read = Read it
import-reading = Being read. Nothing is changed yet…
import-stop = Stop
import-stopping = It stops in a moment…
import-stopped-reading = Stopped. Nothing was changed.
import-stopped-bringing = Stopped. Nothing came.
import-stopped-taking = Stopped. All of it is still here.
# Why a file is not read, and what can be done.
import-unknown = That is no journal Glimmer knows.
import-unknown-then = If another app can export it as CSV or plain text, that can be read.
import-empty = There is nothing in it.
import-empty-then = Perhaps the export had not finished, or it is another file.
import-damaged = It is damaged, or was cut off.
import-damaged-then = Exporting it once more in the other app often helps.
import-encrypted = It is locked with a password of its own.
import-encrypted-then = Unpack it with that password first, or export it without one; then choose what comes out.
import-too-large = It is larger than Glimmer can read at once.
import-too-large-then = Many apps can export one year after another: each can come by itself.
import-needs-columns = It is a table, and it is not clear what its columns mean.
import-needs-columns-then = Say which one holds the date, then read it again.
import-file-failed = It could not be read from the disk.
import-file-failed-then = Perhaps it was moved, or lies on a drive that is not plugged in. Nothing was changed.
import-gone = It is not at hand any more.
import-gone-then = Choose it once more. Nothing was changed.
import-locked = The journal is locked.
import-locked-then = Open it, then choose the file once more.
import-full = The disk is full.
import-full-then = When there is some space, it will work. Nothing was changed.
import-read-only = The journal can only be read here.
import-read-only-then = Its folder or disk is read-only. Nothing was changed.
import-busy = Another program has the journal just now.
import-busy-then = When it has finished, it will work. Nothing was changed.
import-else = Something in Glimmer itself went wrong.
import-else-then = Nothing was changed.
# A sealed journal.
import-secret-about = The passphrase with which it was sealed opens it.
import-secret = Its passphrase
import-secret-open = Open and read it
import-secret-empty = The passphrase is needed for this one.
import-secret-wrong = That did not open it. Is Caps Lock on?
# A table: what its columns mean.
columns-about = What is in which column? The first rows show what comes of it.
columns-date = Date
columns-time = Time
columns-heading = Title
columns-text = Words
columns-tags = Tags
columns-mood = Mood, as a tag
columns-none = none
# A column without a name. $number: counted from 1.
columns-nth = Column { $number }
# $name: a column's name; $like: what stands in its first row.
columns-named = { $name } (“{ $like }”)
columns-others = Add the other columns to the words
columns-header = The first row holds the names
columns-order = Dates like 03/04/2026
columns-day-first = 3 April: the day comes first
columns-month-first = 4 March: the month comes first
columns-letters = Letters
columns-utf8 = UTF-8, as most apps write
columns-windows = Windows, as older spreadsheets write
columns-rows = The first rows
columns-no-date = No column looks like dates. Say which one it is: nothing can come without its day.
columns-no-text = No column looks like words. Say which one it is, or add the other columns to the words.
columns-letters-doubt = The letters seem to be written in the older Windows way. If ä, é or ’ look wrong below, choose the other.
columns-order-doubt = No date here shows whether the day or the month comes first. Please look at this.
columns-choose-date = Which column holds the date?
columns-choose-words = Choose a column for the words, or add the other columns to them.
columns-part-date = Day
columns-part-words = Becomes
columns-part-tags = Tags
# The plan: what would become of each entry.
plan-title = What would come
plan-new = { $entries ->
    [0] Nothing in it is new.
    [one] One entry is new, of { $first }.
   *[other] { $entries } entries are new, from { $first } to { $last }.
  }
plan-new-day = { $entries } entries are new, all of { $first }.
plan-nothing = All of it is here already, so there is nothing to do.
plan-nothing-else = There is nothing in it that could come.
plan-here = { $entries ->
    [one] One is here already, and stays as it is.
   *[other] { $entries } are here already, and stay as they are.
  }
plan-gone = { $entries ->
    [one] One was here and you deleted it. It does not come back.
   *[other] { $entries } were here and you deleted them. They do not come back.
  }
plan-twice = { $entries ->
    [one] One stands in it more than once, and comes once.
   *[other] { $entries } stand in it more than once, and come once.
  }
plan-empty = { $entries ->
    [one] One has nothing in it.
   *[other] { $entries } have nothing in them.
  }
plan-unreadable = { $entries ->
    [one] One could not be read.
   *[other] { $entries } could not be read.
  }
# $photos: how many pictures come along.
plan-photos = { $photos ->
    [one] One photo comes along.
   *[other] { $photos } photos come along.
  }
plan-left = What stays behind
left-photos = { $n ->
    [one] One picture
   *[other] { $n } pictures
  }
left-missing-photos = { $n ->
    [one] One picture that is named in it, but is not there
   *[other] { $n } pictures that are named in it, but are not there
  }
left-loose-photos = { $n ->
    [one] One picture that belongs to no entry
   *[other] { $n } pictures that belong to no entry
  }
left-videos = { $n ->
    [one] One video
   *[other] { $n } videos
  }
left-sounds = { $n ->
    [one] One sound
   *[other] { $n } sounds
  }
left-documents = { $n ->
    [one] One document
   *[other] { $n } documents
  }
left-empty = { $n ->
    [one] One entry with nothing in it
   *[other] { $n } entries with nothing in them
  }
left-hidden = { $n ->
    [one] One hidden file or folder
   *[other] { $n } hidden files and folders
  }
left-fields = { $n ->
    [one] One detail Glimmer has no place for
   *[other] { $n } details Glimmer has no place for
  }
left-more-reports = { $n ->
    [one] One more like those in the list below
   *[other] { $n } more like those in the list below
  }
# The list of what was not read, and what comes a little changed.
reports-unread = Not read
reports-changed = Comes, a little otherwise
reports-open = { $n ->
    [one] The one to look at
   *[other] The { $n } to look at
  }
# Where something stands in the file, joined by commas.
report-line = line { $line }
report-entry = entry { $entry }
report-no-day = It has no date.
# $detail: what stands where the date should be.
report-bad-day = “{ $detail }” is not a day.
report-bad-shape = It is not written as an entry is.
report-too-long = It is longer than an entry can be.
report-open-quote = A quotation mark that begins here never ends.
report-bad-letters = Some of its letters could not be read, and are shown as �.
report-bad-time = Its time could not be read.
report-no-zone = It names no time zone that is known. The one of this computer is taken.
report-bad-front-matter = What stands above the words could not be read.
report-bad-yaml = The file could not be read from here on.
report-too-many-tags = Some of its tags are too long, or too many.
report-bad-field = One of its fields is not what it should be.
report-day-order = Dates like this one do not show whether the day or the month comes first. The day was taken.
plan-stars = { $entries ->
    [one] The starred one becomes one I can return to
   *[other] The { $entries } starred ones become ones I can return to
  }
plan-stars-about = One you can return to is offered first on hard days, once it is let in.
plan-waits = What comes stays out of hard days and of everything else that shows itself, until you let it in. A copy of your journal is made first.
plan-own = Glimmers come with what you decided about them there. A copy of your journal is made first.
plan-beside = Hard-day visits, supports and the like come too; taking it back leaves supports where they are.
plan-beside-alone = Hard-day visits, supports and the like come from it. A copy of your journal is made first.
plan-bring = Bring them in
plan-bring-one = Bring it in
plan-bring-else = Bring in the rest
plan-columns = The columns again
plan-bringing = A copy is made, then they come in. You can go on writing meanwhile…
# Afterwards.
came = { $glimmers ->
    [0] What was beside the glimmers is here now.
    [one] One glimmer came.
   *[other] { $glimmers } glimmers came.
  }
came-nothing = It was all here already. Nothing came.
came-photos-refused = { $photos ->
    [one] One photo could not be read, and stayed behind.
   *[other] { $photos } photos could not be read, and stayed behind.
  }
came-no-copy = The copy before it could not be made. Nothing that was here was changed.
came-wait = For now they stay out of everything that shows itself.
came-wait-one = For now it stays out of everything that shows itself.
came-let-in = Let them all in
came-let-in-too = What still waits from earlier imports is let in with them.
came-look = Look at them
came-leave = Leave them out for now
came-are-in = They may come up by themselves now.
came-are-out = They stay out. Under Glimmers, “Not let in yet” finds them whenever you like.
came-let-in-failed = They could not be let in just now. Nothing was changed.
came-undo = Take it all back
came-done = Done
taking-back = What came is being taken out again…
taken-back = { $removed ->
    [0] Nothing was taken out.
    [one] One glimmer was taken out again.
   *[other] { $removed } glimmers were taken out again.
  }
taken-stayed = { $stayed ->
    [one] One stayed, because you changed it since.
   *[other] { $stayed } stayed, because you changed them since.
  }
taken-failed = It could not be taken back. All of it is still here.
imports-title = What was brought in
imports-unreadable = What was brought in before could not be read.
imports-again = Try again
# $day: a date; $glimmers: how many of it are still here.
imports-line = { $day }, { $glimmers ->
    [0] none of it is here any more
    [one] one glimmer of it is here
   *[other] { $glimmers } glimmers of it are here
  }
imports-take = Take back…
imports-sure = What it brought is deleted for good, also what you let in. What you changed stays.
imports-sure-yes = Take it back
imports-sure-no = Leave it here

## Export: in Settings, under "Import and export".

export-title = Take your journal along
export-about = A file for you alone, or for a safe place. Your journal stays as it is.
export-what = What
export-all = Everything
# $what: what is searched and chosen in Glimmers, for example "“lighthouse”, calm and Marta".
export-these = Only what Glimmers shows now: { $what }
export-format = As what
export-json = JSON
export-json-about = Everything, with consent, visits and supports. Glimmer can bring it back.
export-json-some-about = These glimmers with all that belongs to them. Glimmer can bring them back.
export-markdown = Markdown
export-markdown-about = One file a month, in a folder. Any program can read it, for as long as there are any.
export-markdown-sealed-about = All months in one file, because it is sealed.
export-csv = CSV
export-csv-about = A table, for a spreadsheet.
export-html = HTML
export-html-about = A book to read in a browser, or to print.
export-seal = Seal it with a passphrase
export-open = Without one, anyone who has the file can read it.
export-sealed = Without the passphrase nobody can read it: not you, and not Glimmer. It is not written down anywhere.
export-go = Export…
export-working = Being written, and read once more to be sure…
export-stopped = Stopped. Nothing was left behind.
export-done = { $glimmers ->
    [0] Written. There was no glimmer in it.
    [one] Written, with one glimmer. It lies in
   *[other] Written, with { $glimmers } glimmers. It lies in
  }
export-photos-missing = { $photos ->
    [one] One photo is missing or damaged, and is not in it.
   *[other] { $photos } photos are missing or damaged, and are not in it.
  }
export-done-sealed = Any program that knows age opens it with the passphrase.
export-failed = It was not written, and nothing was left behind.

## When the journal cannot be opened. Read only then.

trouble-newer = This journal was written by a newer Glimmer.
trouble-newer-then = This version does not know how to read it safely. A newer version will open it.
trouble-not-ours = The file in the journal’s place cannot be read as your journal.
trouble-not-ours-then = It is another file, or its beginning is damaged. Glimmer will not touch it.
trouble-no-vault = The key to your journal is not where it belongs.
trouble-no-vault-then = The journal is there, but the file that opens it (vault.key) is not. Put it back from a copy, and it will open.
trouble-no-journal = The key is here, but the journal is not.
trouble-no-journal-then = The file journal.db is not in Glimmer’s folder. Put it back from a copy; no new one was made in its place.
trouble-damaged = The journal could not be opened.
trouble-damaged-then = Its file is damaged, and stays as it is.
trouble-busy = The journal is in use by another program.
trouble-busy-then = When that has finished, start Glimmer again.
trouble-read-only = The journal cannot be written.
trouble-read-only-then = Its folder or disk is read-only. Give Glimmer leave to write there, then start it again.
trouble-disk-full = This computer’s disk is full.
trouble-disk-full-then = Free some space, then start Glimmer again.
trouble-file = The journal could not be opened.
trouble-file-then = A file could not be read. It may help to start Glimmer again.
trouble-unchanged = Nothing was changed.

## Notifications. The first shows nothing of the journal: it may stand on a lock screen.

# Who a notification is from, where it says so.
notify-app-name = Glimmer
notify-evening-1-title = A quiet moment, if you’d like one
notify-evening-1 = Was there something small today?
notify-evening-2-title = Nearly night
notify-evening-2 = Something you saw, heard, or felt under your hands?
notify-midday-title = A pause
notify-midday = What is near you that is all right?
notify-morning = Something you can count on
notify-morning-forward = Something to look forward to
# What the person wrote once, in their own quotation marks.
notify-quoted = “{ $text }”
notify-jot = Jot one
notify-later = Later
notify-not-tonight = Not tonight
notify-not-today = Not today
notify-close = Close
notify-all-right = All right
notify-still-here-title = Glimmer is still here
notify-still-here = In the tray, for when you want it. Quit from there.
# Some desktops have no tray: the shortcut and a second start still reach it.
notify-still-here-no-tray = It keeps your evening reminder. Start it again to open it; quit from its settings.

## Tray

tray-jot = Jot one
tray-hard-day = Hard day
tray-open = Open Glimmer
tray-pause = Pause reminders
tray-pause-today = For today
tray-pause-week = For a week
# $weekday: the first day on which it asks again; one of those below.
tray-paused = Paused until { $weekday }
# The same a week ahead. $day: of the month.
tray-paused-until = Paused until { $weekday } { $day }
weekday-monday = Monday
weekday-tuesday = Tuesday
weekday-wednesday = Wednesday
weekday-thursday = Thursday
weekday-friday = Friday
weekday-saturday = Saturday
weekday-sunday = Sunday
tray-resume = Ask me again
tray-lock = Lock
tray-quit = Quit

## Start, and the terminal

start-no-display = there is no screen to open a window on (neither DISPLAY nor WAYLAND_DISPLAY is set); “glimmer jot” and “glimmer list” work without one
start-no-home = no folder for your data was found; set GLIMMER_HOME to one
cli-wrong-passphrase = that did not open it
cli-passphrase = Passphrase (nothing shows while you type):{" "}
cli-passphrase-then = Passphrase of the time of this copy (nothing shows while you type):{" "}

# What the system lists as the reason why sleep waits for a moment.
sleep-waits = your journal is locked first
cli-lost-tail = the last changes of this journal are missing; the app says more when you open it
cli-read-only = nothing can be kept here: the journal’s folder or disk is read-only.
# $folder: the new copy's.
cli-copied = copied and checked: { $folder }
cli-no-copies = there are no copies yet
# $name: as it was typed.
cli-no-copy = “{ $name }” is no copy; “glimmer restore --list” names them all
# Where a copy is, at the end of its line.
cli-copy-here = beside the journal
cli-copy-second = in the second folder
# $when: date and time of the copy. $first, $last: days.
cli-copy-holds = The copy of { $when } holds { $glimmers } glimmers, from { $first } to { $last }.
cli-copy-empty = The copy of { $when } holds no glimmers.
# $number: of glimmers.
cli-restore-newer = Not in it, and in the journal now: { $number }. They stay in the copy of the present that is made first.
cli-restore-deleted = In it, and deleted by you since: { $number }. They stay deleted; what you kept out since stays kept out.
cli-restore-comes-back = The journal cannot be opened: what you deleted since comes back, and what you kept out since is not. Its files are set aside untouched.
cli-restore-ask = Put it in the place of the journal? (y/n)
cli-restore-needs-yes = nothing was changed; with --yes it is restored without asking
# $before: the copy or the folder with what was there.
cli-restored = Restored, { $glimmers } glimmers. What was there before: { $before }
cli-check-well = All is as it was written: { $glimmers } glimmers.
# What a check found; where it was found stands after it.
cli-found-page = a page of the journal was altered outside of Glimmer
cli-found-structure = the parts of the journal do not fit each other
cli-found-search = the search index is not right
cli-found-tail = the last changes are missing
cli-found-inbox = something written while locked cannot be read
cli-found-vault = a key file does not belong to the journal
cli-found-photo = a picture is missing or cannot be read
cli-found-copy = a copy is not as it was written
# What can be chosen in the system's dialog for files.
dialog-pictures = Pictures
dialog-all = All files
# A file with the recovery code, for whoever asks for one. $code: eight groups of four; $day: 2026-11-22.
recovery-file-name = Glimmer recovery code.txt
recovery-file-text =
    Recovery code of a Glimmer journal, made on { $day }.

    { $code }

    It opens the journal if the passphrase is forgotten. Whoever has it can read the journal: keep it away from this computer.

cli-passphrase-of-export = Passphrase that the export was sealed with (nothing shows while you type):{" "}
cli-passphrase-new = A passphrase to seal it with (nothing shows while you type):{" "}
cli-passphrase-again = The same again:{" "}
cli-passphrase-differs = nothing was written: the passphrase is empty, or not twice the same
# $path is where the export lies.
cli-exported = Written and read back: { $glimmers } glimmers, { $path }
cli-exported-photos = Pictures that went along: { $number }
cli-exported-missing-photos = Pictures that are missing or damaged, and stayed behind: { $number }
cli-export-there = something is there already: { $path }. With --force it is replaced.
cli-export-folder = there is something in that folder: { $path }
cli-export-stopped = stopped; nothing was written
# $what is the name of a program or format.
cli-recognised = read as { $what }
cli-doubt-date = no column of this table holds dates
cli-doubt-text = no column of this table holds words
cli-doubt-letters = its letters are not UTF-8; they are read as Windows-1252
cli-plan-new = New: { $new }, from { $first } to { $last }
cli-plan-here = Here already: { $number }
cli-plan-gone = Were here, and deleted by you: { $number }. They do not come back.
cli-plan-twice = More than once in it: { $number }. They come once.
cli-plan-empty = With nothing in them: { $number }
cli-plan-starred = Starred: { $number }. With --stars they become ones you can return to.
cli-plan-photos = Pictures that come along: { $number }
cli-plan-unreadable = Could not be read: { $number }
cli-left-photos = Pictures that stay behind: { $number }
cli-left-missing-photos = Pictures that are named and not there: { $number }
cli-left-loose-photos = Pictures that belong to no entry: { $number }
cli-left-videos = Videos that stay behind: { $number }
cli-left-sounds = Recordings that stay behind: { $number }
cli-left-documents = Documents that stay behind: { $number }
cli-left-hidden = Hidden files and folders, not looked into: { $number }
cli-left-fields = Fields above notes that Glimmer has no place for: { $number }
cli-left-more = More like these: { $number }
cli-doubt-days = its dates do not show whether the day or the month comes first: say --days day-first or --days month-first
cli-import-dry = Nothing was changed.
cli-import-nothing = There was nothing to bring in.
cli-imported = { $glimmers } glimmers came.
cli-imported-waiting = { $glimmers } glimmers came. None of them comes up by itself until you let it in, in the app.
cli-imported-beside = What was beside the glimmers came.
cli-imported-photos = Pictures that came along: { $number }
# One line for each follows: its name, its day, and why.
cli-imported-photos-refused = Pictures that could not come: { $number }
cli-import-stopped = stopped; nothing came

## Session sheet: the words that stand on it, printed, as a PDF and as Markdown. A therapist reads them beside the writer's own.

sheet-title = Glimmers
# $from and $to: days, for example "12 October" and "22 November 2026".
sheet-period = { $from } to { $to }
sheet-about = Self-reported, chosen by the writer. A glimmer is a small moment of feeling safe, calm, connected or hopeful.
sheet-note = A note from the writer
sheet-tail = Made with Glimmer, a private journal. Not an assessment.
# Below each page, where there are several.
sheet-page = { $page } of { $pages }
# Headings for those that none of the others suits.
sheet-no-feeling = no feeling noted
sheet-no-sense = no sense noted
# What stands below the words of a glimmer, after its feelings and senses.
sheet-anchor = one to return to
sheet-given = given
sheet-wordless = without words
# In the place of a picture: on a page for those who have it read to them, and in Markdown. $alt is what it shows.
sheet-picture = picture
sheet-picture-of = picture: { $alt }
sheet-empty = Nothing is on this sheet yet.
sheet-visits = Hard days
sheet-visits-about = Times the writer opened the journal’s quiet page for hard days.
sheet-wound-up = Arrived wound up.
sheet-shut-down = Arrived shut down.
sheet-not-sure = Arrived not sure how it was.
# A glimmer’s first words follow.
sheet-stayed = Stayed with
# $weekday and $month are short names, in the margin; $day is a number.
sheet-day-short = { $weekday } { $day } { $month }
# $month is a full name.
sheet-day = { $day } { $month }
sheet-day-with-year = { $day } { $month } { $year }
sheet-weekday-short = { $name ->
    [Mon] Mon
    [Tue] Tue
    [Wed] Wed
    [Thu] Thu
    [Fri] Fri
    [Sat] Sat
   *[Sun] Sun
}
sheet-month-short = { $name ->
    [Jan] Jan
    [Feb] Feb
    [Mar] Mar
    [Apr] Apr
    [May] May
    [Jun] Jun
    [Jul] Jul
    [Aug] Aug
    [Sep] Sep
    [Oct] Oct
    [Nov] Nov
   *[Dec] Dec
}
sheet-month = { $name ->
    [Jan] January
    [Feb] February
    [Mar] March
    [Apr] April
    [May] May
    [Jun] June
    [Jul] July
    [Aug] August
    [Sep] September
    [Oct] October
    [Nov] November
   *[Dec] December
}
