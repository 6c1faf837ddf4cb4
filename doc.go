// Package dualuse is the root of a module that finds dual-use and military
// goods in Chinese, Russian and English text and tells which control-list
// entries each mention may fall under. It exports nothing; the packages are
//
//   - matcher: the search. Start here: matcher.Scan(text) returns hits with
//     their byte span, entry, category, codes and the way they were written.
//   - lists: the term lists, their plain-text format, and how a list of one's
//     own is added to the built-in ones. lists/builtin holds the lists
//     themselves, lists/regimes the codes of the control lists.
//   - normalize: how text is folded and cut into words, in three scripts.
//   - examples: small programs to copy from; examples/screen runs over files.
//
// They depend on one another in one direction: normalize, lists, matcher,
// examples.
//
// A hit is a reason to look, not a licensing decision. The module knows no
// thresholds (a camera of 9 Hz or of 60 Hz is the same words) and screens no
// parties.
package dualuse
