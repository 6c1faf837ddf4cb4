package normalize

import "github.com/dualuse-go/dualuse/normalize/internal/translit"

// A Variant is a spelling of a name in another script, made by rule.
type Variant = translit.Variant

// Variants returns the likely spellings of a name in the other scripts, the
// likeliest first: at most eight Cyrillic ones of a Latin name, down to an eighth
// as likely as the first, at most eight Latin ones of a Cyrillic name, and at most
// four Chinese ones, of three characters or more, by GB/T 17693.4 (the transform
// ru-zh of CLDR). A translated name, as most Chinese ones are, is beyond any rule.
func Variants(name string) []Variant { return translit.Variants(name) }
