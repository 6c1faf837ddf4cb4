module github.com/dualuse-go/dualuse/examples/service

go 1.26.0

require (
	github.com/dualuse-go/dualuse v0.0.0
	github.com/stretchr/testify v1.12.1
)

require (
	github.com/cloudflare/ahocorasick v0.0.0-20240916140611-054963ec9396 // indirect
	go.yaml.in/yaml/v3 v3.0.5 // indirect
	golang.org/x/text v0.43.0 // indirect
)

replace github.com/dualuse-go/dualuse => ../..
