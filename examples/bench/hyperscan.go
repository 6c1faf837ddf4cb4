//go:build hyperscan

package main

/*
#cgo pkg-config: libhs
#include <hs.h>
#include <stdlib.h>

static int count(unsigned int id, unsigned long long from, unsigned long long to, unsigned int flags, void *n) {
	(*(unsigned long long *)n)++;
	return 0;
}

static unsigned long long scan(hs_database_t *db, hs_scratch_t *scratch, const char *text, unsigned int len) {
	unsigned long long n = 0;
	hs_scan(db, text, len, 0, scratch, count, &n);
	return n;
}
*/
import "C"

import (
	"errors"
	"unsafe"
)

func init() {
	engines = append(engines, engine{name: "Hyperscan, block mode, literals (C)", build: buildHyperscan, all: true})
}

// buildHyperscan compiles the terms as pure literals. Its memory is not on the
// heap of Go and is not counted.
func buildHyperscan(terms []string) (func(string) int, error) {
	n := len(terms)
	expressions := C.malloc(C.size_t(n) * C.size_t(unsafe.Sizeof(uintptr(0))))
	strs := unsafe.Slice((**C.char)(expressions), n)
	flags, ids, lens := make([]C.uint, n), make([]C.uint, n), make([]C.size_t, n)
	for i, t := range terms {
		strs[i], ids[i], lens[i] = C.CString(t), C.uint(i), C.size_t(len(t))
	}
	var db *C.hs_database_t
	var fault *C.hs_compile_error_t
	if C.hs_compile_lit_multi((**C.char)(expressions), &flags[0], &ids[0], &lens[0], C.uint(n), C.HS_MODE_BLOCK, nil, &db, &fault) != C.HS_SUCCESS {
		return nil, errors.New(C.GoString(fault.message))
	}
	var scratch *C.hs_scratch_t
	C.hs_alloc_scratch(db, &scratch)
	return func(text string) int {
		return int(C.scan(db, scratch, (*C.char)(unsafe.Pointer(unsafe.StringData(text))), C.uint(len(text))))
	}, nil
}
