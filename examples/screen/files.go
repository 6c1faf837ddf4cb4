package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A file is a file to read, or what is wrong with it.
type file struct {
	name   string // - is standard input
	format string // text, jsonl or csv
	size   int64
	err    error
}

// findFiles lists the files that were named, those in the folders that were,
// and those that match the patterns that were.
func findFiles(s *settings) []file {
	var files []file
	for _, name := range s.names {
		if name == "-" {
			files = append(files, file{name: name, format: s.format(name)})
			continue
		}
		found := []string{name}
		// The shell of Windows leaves patterns to the program.
		if _, err := os.Lstat(name); err != nil && strings.ContainsAny(name, "*?[") {
			found, err = filepath.Glob(name)
			if err == nil && found == nil {
				err = errors.New(name + ": no file matches")
			}
			if err != nil {
				files = append(files, file{name: name, format: s.format(name), err: err})
			}
		}
		for _, root := range found {
			files = append(files, s.walk(root)...)
		}
	}
	return files
}

// walk lists a file, or the files in a folder.
func (s *settings) walk(root string) []file {
	var files []file
	filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if path != root && strings.HasPrefix(filepath.Base(path), ".") {
			if d != nil && d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		f := file{name: path, format: s.format(path), err: err}
		if err == nil {
			if d.IsDir() {
				return nil
			}
			var info os.FileInfo
			info, f.err = os.Stat(path) // of what a link leads to
			if path != root && f.err == nil && (!info.Mode().IsRegular() || !s.wants(path)) {
				return nil
			}
			if f.err == nil {
				f.size = info.Size()
			}
		}
		files = append(files, f)
		return nil
	})
	return files
}

// formats are what the ends of names tell.
var formats = map[string]string{".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "csv"}

// format says as what a file is read.
func (s *settings) format(path string) string {
	if s.in != "auto" {
		return s.in
	}
	if format := formats[strings.ToLower(filepath.Ext(path))]; format != "" {
		return format
	}
	return "text"
}

// wants says whether a file in a folder is to be read.
func (s *settings) wants(path string) bool {
	return slices.Contains([]string{"auto", "text"}, s.in) || formats[strings.ToLower(filepath.Ext(path))] == s.in
}
