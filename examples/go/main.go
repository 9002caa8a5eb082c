// Newline-delimited JSON in, findings out: go run . node.wasm < events.ndjson
//
// One Detector is one instance of the module, for one goroutine at a time. It joins the parts of split script blocks by itself, as long
// as all events of a host reach the same one: with several workers, choose the detector by the event's host.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "Usage: mailboxexports MODULE.wasm < events.ndjson")
		os.Exit(2)
	}
	if err := run(context.Background(), os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// finding is what this program shows of a finding.
type finding struct {
	Severity string
	Verdict  string
	Calls    []struct {
		FilePath string `json:"file_path"`
	}
}

func run(ctx context.Context, path string) error {
	module, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	detector, err := NewDetector(ctx, module)
	if err != nil {
		return err
	}
	defer detector.Close(ctx)
	input := bufio.NewScanner(os.Stdin)
	input.Buffer(nil, 32<<20)
	for line := 1; input.Scan(); line++ {
		answer, err := detector.Inspect(ctx, input.Bytes())
		if err != nil {
			return fmt.Errorf("line %d: %w", line, err)
		}
		if answer == nil {
			continue
		}
		var found finding
		if err := json.Unmarshal(answer, &found); err != nil {
			return fmt.Errorf("line %d: %w", line, err)
		}
		file := found.Calls[0].FilePath
		if file == "" {
			file = "(unknown path)"
		}
		fmt.Println(line, found.Severity, found.Verdict, file)
	}
	return input.Err()
}
