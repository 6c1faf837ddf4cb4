package main

const help = `Screen finds dual-use and military goods in Chinese, Russian and English text.
A hit is a reason to look, not a licensing decision.

    go run ./examples/screen [flags] [file, folder or pattern ...]

Without a name, or for the name -, it reads standard input. A folder is read
with all that is in it, in the order of the names; names that begin with a dot
are left out, and with -in jsonl or csv the files with other endings. A pattern
such as '*.txt' is looked up if the shell did not.

What comes in:
    -in auto       by the end of the name: .jsonl and .ndjson, .csv and .tsv; all
                   else and standard input as text (the default)
    -in text       a file is one document
    -in jsonl      a line is one document: {"id": ..., "text": "..."}
    -in csv        a row is one document; the first row names the columns, commas,
                   semicolons or tabs part them; a column named id is the id
    -column NAME   the column with the text (default: text)

What goes out:
    -out text      a line a hit (the default):
                   file:line:column: entry category "text" [codes] how
                   on a terminal, the hit in its context, coloured unless NO_COLOR
                   is set
    -out jsonl     a line a document, for programs, as below
    -out csv       a row a hit, for spreadsheets; no cell is taken as a formula
    -out html      one page with the texts, the hits in colour, counts and sources
    -explain TERM  instead, why TERM is found or not: a dictionary form such as
                   "drone jammer", or the name of an entry
    -fail          exit status 1 if there are hits

What is looked for:
    -list FILE     a list of your own beside the built-in ones, as text or as a
                   spreadsheet saved as .csv; may be repeated
    -category LIST only these categories: telecom,navigation
    -regime LIST   only what may fall under these lists: eu,us,cn,ru,eu-ml,hs,chpl
    -min-tier TIER only Common High Priority goods of this tier or a graver one,
                   of 1 2 3.A 3.B 4.A 4.B
    -how LIST      only hits spelled in one of these ways: exact plural inflected
                   spelling derived joined broken dotted accented traditional width
                   look-alike invisible spaced leet repeated
    -evasion LIST  see through more disguises, at the price of some false hits:
                   spaced,leet,repeated,look-alike
    -all           also hits inside longer hits
    -h             this page

    screen -out html notices/ > report.html
    screen -in csv -column 备注 -out csv orders.csv > hits.csv
    screen -fail -min-tier 2 invoice.txt || echo look at it

What -out jsonl writes, in the order of the input:

    {"id": ..., "hits": [{"start": 24, "end": 47, "text": "interference generators",
     "entry": "interference-generator", "category": "telecom", "kind": "term",
     "term": "interference generator", "codes": [{"regime": "hs", "id": "8543.70"}],
     "how": ["plural"]}]}

Id is echoed as it was, whatever JSON it is; of a text file it is the name. Start
and end count the bytes of the text in UTF-8, after JSON escapes are decoded;
what was no valid character is U+FFFD by then and counts three bytes. Hits is []
if there are none. Columns count bytes too, from 1; of a JSON line or a row, the
column is that in its text.

A line that is no such document is answered in its place, with null for an id
that cannot be read, and so is a text file that cannot be read, without "line":

    {"id": null, "line": 7, "error": "..."}

Both are also named on standard error, and so is a text that is not UTF-8, in
which little can be found. All else is done, the files are named once more at
the end, and the exit status is 2. It is 2 as well when a flag or a list is
wrong, before anything is read; else it is 0, but 1 with -fail and hits. Go run
turns every failure into 1: for the status itself, go build ./examples/screen and
run what it makes. Blank lines are skipped.

The page has no script, fetches nothing, and shows of a long text the passages
with hits. It waits in a temporary file until all is read.

Memory: a few hundred kilobytes a core besides the lists, and the documents in
hand, some three a core; a text file is read whole, one a core.
`
