package main

import (
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/dualuse-go/dualuse/lists"
	"github.com/dualuse-go/dualuse/matcher"
)

// settings are what the flags say.
type settings struct {
	in, out    string
	column     string
	lists      []string
	categories []lists.Category
	regimes    []lists.Regime
	minTier    string
	how        []string
	evasion    matcher.How
	explain    string
	all        bool
	fail       bool
	names      []string  // files, folders and patterns
	screen     *terminal // where the hits are shown in context; nil if nowhere
}

// tiers are those of the Common High Priority List, the gravest first.
var tiers = []string{"1", "2", "3", "3.A", "3.B", "4", "4.A", "4.B"}

// disguises are what -evasion knows, by name.
var disguises = map[string]matcher.How{
	"spaced": matcher.Spaced, "leet": matcher.Leet, "repeated": matcher.Repeated, "look-alike": matcher.LookAlike,
}

func parseFlags(args []string) (*settings, error) {
	s := &settings{}
	flags := flag.NewFlagSet("screen", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.StringVar(&s.in, "in", "auto", "")
	flags.StringVar(&s.out, "out", "text", "")
	flags.StringVar(&s.column, "column", "", "")
	flags.StringVar(&s.minTier, "min-tier", "", "")
	flags.StringVar(&s.explain, "explain", "", "")
	flags.BoolVar(&s.all, "all", false, "")
	flags.BoolVar(&s.fail, "fail", false, "")
	flags.Func("list", "", func(name string) error {
		s.lists = append(s.lists, name)
		return nil
	})
	flags.Func("category", "", names(func(name string) error {
		s.categories = append(s.categories, lists.Category(name))
		return nil
	}))
	flags.Func("regime", "", names(func(name string) error {
		s.regimes = append(s.regimes, lists.Regime(name))
		return nil
	}))
	flags.Func("how", "", names(func(name string) error {
		if known := append([]string{"exact"}, matcher.How(1<<15-1).Steps()...); !slices.Contains(known, name) {
			return fmt.Errorf("want some of %s", strings.Join(known, " "))
		}
		s.how = append(s.how, name)
		return nil
	}))
	flags.Func("evasion", "", names(func(name string) error {
		if disguises[name] == 0 {
			return fmt.Errorf("want some of spaced leet repeated look-alike")
		}
		s.evasion |= disguises[name]
		return nil
	}))
	if err := flags.Parse(args); err != nil {
		return nil, err
	}
	for _, choice := range []struct {
		name, value string
		of          []string
	}{
		{"in", s.in, []string{"auto", "text", "jsonl", "csv"}},
		{"out", s.out, []string{"text", "jsonl", "csv", "html"}},
		{"min-tier", s.minTier, append([]string{""}, tiers...)},
	} {
		if !slices.Contains(choice.of, choice.value) {
			return nil, fmt.Errorf("-%s %q: want %s", choice.name, choice.value, strings.TrimSpace(strings.Join(choice.of, " ")))
		}
	}
	if s.explain != "" && s.out != "text" {
		return nil, fmt.Errorf("-explain writes text: leave -out %s away", s.out)
	}
	if s.names = flags.Args(); len(s.names) == 0 {
		s.names = []string{"-"}
	}
	return s, nil
}

// names calls add for each name of a flag's value, which has commas between.
func names(add func(string) error) func(string) error {
	return func(value string) error {
		for name := range strings.SplitSeq(value, ",") {
			if err := add(strings.TrimSpace(name)); err != nil {
				return err
			}
		}
		return nil
	}
}
