// Package e2e tries the page of the service, and the page that screen writes, in
// a real browser. It is a module of its own, so that the service needs none of
// what drives the browser. Without Chromium its tests are skipped.
package e2e
