// Package lists reads the term lists that say which goods to find and which
// control-list entries they may fall under.
//
// # The domain
//
// Dual-use goods are civil goods that armies can use: a machine tool, a radio, a
// chip. States control their export by lists. Each list is a regime with codes
// of its own: 5A001.f is an entry of the European list and of the American one,
// while the Chinese 3C001 is gallium and the European 3C001 is not, so a code
// here always carries its [Regime]. Customs has another nomenclature, the
// Harmonized System, whose numbers stand on every declaration. Neither says how
// people write about the goods. That is what these lists add: an [Entry] is one
// kind of goods or one trade name, with its spellings in English, Russian and
// Chinese, its codes, and lines that show what must be found and what must not.
//
// # The format
//
// A list is plain text: stanzas with a blank line between, one fact a line.
//
//	# Counter-drone equipment.
//	category: telecom
//
//	set: drone
//	en: drone, UAV, quadcopter
//	ru: дрон, БПЛА
//	zh: 无人机
//
//	entry: drone-jammer
//	title: Counter-drone jammer
//	code: cn 0A903.a
//	en: <drone> jammer
//	ru: подавитель <drone:gen>
//	zh: <drone>干扰器  # the device
//	hit: закупка подавителей БПЛА
//	miss: 无人机干扰了航班
//
// The whole of it is on one page in README.md of this directory.
//
// A list may be kept in a spreadsheet too, with the keys as the names of its
// columns: [ParseCSV].
//
// # The loop
//
// A program that only scans needs none of this package: the built-in lists are
// the matcher's default. One that brings its own lists parses them and hands
// them on, together with [Builtin] or without:
//
//	data, err := os.ReadFile("own.txt")
//	if err != nil {
//		return err
//	}
//	own, err := lists.Parse("own.txt", data)
//	if err != nil {
//		return err // every fault, as own.txt:4: what is wrong, what would be right
//	}
//	all, err := lists.Combine(lists.Builtin(), own)
//	if err != nil {
//		return err
//	}
//	for _, e := range all.Entries {
//		fmt.Println(e.ID, e.Category, e.Codes)
//	}
//
// # What is decided here
//
// A file without entries of its own (sources, sets, changes to other lists)
// needs no category. A user declares a regime that is not built in by a stanza
// regime: with a title:; its codes may have any shape. In a set, options belong
// to the member they follow. A comma between two digits (7,62) separates
// nothing. The ids in also:, from: and was: may stand on one line, with commas.
// References to sets stand in terms, in the members of sets and in the cues
// near:, unless: and not:; forms: and refuse: are literal. An extension may give
// a title that the entry lacks, not another one. A replacement has the category
// of its own file. A source that nothing cites is no fault.
package lists

// A Category is one of the control lists' divisions of goods. A user's list may
// name others; the constants are those of the built-in lists.
type Category string

// The categories of the built-in lists: control-list categories 0 to 9, the
// fifth in its two parts, and the munitions list.
const (
	Nuclear     Category = "nuclear"
	Materials   Category = "materials"
	Processing  Category = "processing"
	Electronics Category = "electronics"
	Computers   Category = "computers"
	Telecom     Category = "telecom"
	Infosec     Category = "infosec"
	Sensors     Category = "sensors"
	Navigation  Category = "navigation"
	Marine      Category = "marine"
	Aerospace   Category = "aerospace"
	Munitions   Category = "munitions"
)

// A Regime is a body of codes: a control list, the customs nomenclature, or a
// registry. A code means nothing without it.
type Regime string

const (
	EU   Regime = "eu"    // Regulation (EU) 2021/821, Annex I
	US   Regime = "us"    // Commerce Control List, 15 CFR 774
	CN   Regime = "cn"    // dual-use export control list of China
	RU   Regime = "ru"    // lists of Russia and the Eurasian Economic Union
	HS   Regime = "hs"    // Harmonized System, six digits or more
	CHPL Regime = "chpl"  // Common High Priority List, six-digit HS codes
	CAS  Regime = "cas"   // Chemical Abstracts Service registry numbers
	EUML Regime = "eu-ml" // Common Military List of the European Union
)

// A Code names an entry of a regime: eu 5A001.f, chpl 8542.31.
type Code struct {
	Regime Regime `json:"regime"`
	ID     string `json:"id"`
	// Tier is the tier of a Common High Priority code, from 1, the gravest,
	// to 4.B; empty for every other regime.
	Tier string `json:"tier,omitempty"`
}

// String returns the code as a list writes it: "eu 5A001.f".
func (c Code) String() string { return string(c.Regime) + " " + c.ID }

// A Lang says in which language a term stands, by the key of its line.
type Lang string

const (
	English Lang = "en"
	Russian Lang = "ru"
	Chinese Lang = "zh"
	Name    Lang = "name" // a proper name, of any script
)

// Options are the bracketed options at the end of a term line.
type Options uint8

const (
	Exact      Options = 1 << iota // [exact]: no derived forms
	Case                           // [case]: only in the case of the list
	AnyCase                        // [anycase]: a short term in any case
	Spaced                         // [spaced]: letters or Han spaced out or dotted
	Leet                           // [leet]: digits in place of letters
	Unverified                     // [unverified]: not yet seen in use
)

// A Pos is a place in a list file.
type Pos struct {
	File string
	Line int // from 1
}

// A Term is one term line of an entry, or one member of a set.
type Term struct {
	Text    string // as written, set references and all
	Lang    Lang
	Options Options
	Forms   []Text // what forms: lines give in place of derived forms
	Pos     Pos
}

// A Text is a line of a list that is neither a term nor a code: a cue, a note,
// a pattern, an example, the id of a source or of another entry.
type Text struct {
	Text    string
	Options Options // of a pattern: Unverified or none
	Pos     Pos
}

// A Source is a document that entries rest on.
type Source struct {
	ID, Title, Publisher, Date, URL, Licence string
	Pos                                      Pos
}

// A Set names words that stand for one another in terms and cues.
type Set struct {
	ID      string
	Members []Term
	Pos     Pos
}

// A RegimeDecl declares a regime that is not among the constants of [Regime]: a
// company's own list, the list of another country.
type RegimeDecl struct {
	ID    Regime
	Title string
	Pos   Pos
}

// A Mode says what a stanza does to an entry.
type Mode uint8

const (
	Add     Mode = iota // entry: a new entry
	Extend              // extend: more lines for an entry of another list
	Replace             // replace: in place of an entry of another list
	Off                 // off: an entry of another list switched off
)

// An Entry is one kind of goods or one name: how it is written, and which codes
// it may fall under.
type Entry struct {
	Mode     Mode
	ID       string
	Category Category
	Title    string // English
	TitleRU  string
	TitleZH  string
	Notes    []Text
	Codes    []Code // what the goods may fall under
	Terms    []Term
	Numbers  []Code // what is looked for in text: hs and cas numbers
	Parts    []Text // part-number patterns
	Near     []Text // cues of which one must be in the window
	Unless   []Text // cues of which none may be in the window
	Not      []Text // phrases that contain the mention and are something else
	Refuse   []Text // derived spellings that are not wanted
	Also     []Text // other entries that share a term
	From     []Text // ids of sources
	Hits     []Text // lines in which the entry is found
	Misses   []Text // lines in which it is not
	Was      []Text // former ids
	Pos      Pos

	codePos, numberPos []Pos // places of Codes and of Numbers; a built entry has none
}

func (e *Entry) codeAt(i int) Pos   { return posAt(e.codePos, i, e.Pos) }
func (e *Entry) numberAt(i int) Pos { return posAt(e.numberPos, i, e.Pos) }

func posAt(places []Pos, i int, other Pos) Pos {
	if i < len(places) {
		return places[i]
	}
	return other
}

// A List is one parsed file, or several combined. It is not changed by any
// package once it is made; a caller may build or alter one before handing it
// on.
type List struct {
	Sources []Source
	Sets    []Set
	Regimes []RegimeDecl
	Entries []Entry
	// Warnings are what [Combine] found worth a look and did not refuse: a code
	// that an unfinished index lacks, a comma or a letter that is rarely meant.
	Warnings ErrorList

	combined *List // the list itself if Combine made it; a copy is none of its making
}
