package lists

// Known returns the codes that the package's index of a regime has, with their
// tiers, in no fixed order, and whether the index is whole. An index may list
// entries without their paragraphs. Regimes without an index have none.
func Known(r Regime) (codes []Code, whole bool) {
	get, ok := indexes[r]
	if !ok {
		return nil, false
	}
	x := get()
	codes = make([]Code, 0, len(x.codes))
	for id, tier := range x.codes {
		codes = append(codes, Code{Regime: r, ID: id, Tier: tier})
	}
	return codes, x.whole == "yes"
}
