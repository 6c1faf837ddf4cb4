// Quickstart scans one notice, in three languages, with the built-in lists.
package main

import (
	"fmt"

	"github.com/dualuse-go/dualuse/matcher"
)

// What a buyer might post: the same request in Chinese, Russian and English.
var notices = []string{
	"我会俄罗斯客户求购：干扰发生器、无人机探测器（品牌BorisTone、Assel Labs、Bulat）" +
		"或其他同类技术方案、无人机干扰器、通信频段干扰器。有货的厂家请联系。",
	"Для заказчиков из России ищем генераторы помех, детекторы дронов (марки BorisTone, Assel Labs, " +
		"«Булат») или сопоставимые решения, подавители дронов и подавители диапазонов связи.",
	"Wanted for customers in Russia: interference generators, drone detectors (trade names BorisTone, " +
		"Assel Labs, Bulat) or comparable technology, drone jammers, communication-band jammers.",
}

func main() {
	for _, text := range notices {
		fmt.Println(text)
		for _, h := range matcher.Scan(text) {
			fmt.Printf("  %d-%d %q: %s, %s, %v, %q\n",
				h.Start, h.End, text[h.Start:h.End], h.Entry, h.Category, h.How, h.Codes)
		}
		fmt.Println()
	}
}
