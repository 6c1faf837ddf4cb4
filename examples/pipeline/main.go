// Pipeline is the stream engine Bento with the library as one of its
// processors, dualuse. Bento brings the files, brokers, stores and databases, the
// retries and the metrics; a YAML file says which of them. README.md shows how.
//
// The processor is in processor.go. What other connectors a program has is said
// by its imports: see https://warpstreamlabs.github.io/bento/docs/components/about.
package main

import (
	"context"

	"github.com/warpstreamlabs/bento/public/service"

	_ "github.com/warpstreamlabs/bento/public/components/io"         // files, HTTP, standard input
	_ "github.com/warpstreamlabs/bento/public/components/kafka"      // Kafka
	_ "github.com/warpstreamlabs/bento/public/components/prometheus" // metrics
	_ "github.com/warpstreamlabs/bento/public/components/pure"       // mappings, scanners, switches
)

func main() {
	service.RunCLI(context.Background(),
		service.CLIOptSetBinaryName("pipeline"),
		service.CLIOptSetVersion("bento v1.19.0 with dualuse", ""),
	)
}
