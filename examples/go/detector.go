package main

import (
	"bytes"
	"context"
	"fmt"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
)

const (
	abiMajor = 1
	padding  = 64
)

// Detector drives the module's interface (docs/embedding.md). It is not safe for concurrent use.
type Detector struct {
	runtime                        wazero.Runtime
	memory                         api.Memory
	reserve, inspect, resultLength api.Function
}

// NewDetector compiles the module and makes one instance of it.
func NewDetector(ctx context.Context, module []byte) (*Detector, error) {
	runtime := wazero.NewRuntime(ctx)
	instance, err := runtime.Instantiate(ctx, module)
	if err != nil {
		runtime.Close(ctx)
		return nil, err
	}
	if major := uint32(instance.ExportedGlobal("abi_version").Get()) >> 16; major != abiMajor {
		runtime.Close(ctx)
		return nil, fmt.Errorf("the module speaks ABI %d, this program %d", major, abiMajor)
	}
	return &Detector{
		runtime:      runtime,
		memory:       instance.Memory(),
		reserve:      instance.ExportedFunction("reserve"),
		inspect:      instance.ExportedFunction("inspect"),
		resultLength: instance.ExportedFunction("resultLength"),
	}, nil
}

// Inspect judges one event. It answers with the finding as JSON, or nil for none; the bytes are the caller's.
func (d *Detector) Inspect(ctx context.Context, record []byte) ([]byte, error) {
	address, err := d.call(ctx, d.reserve, uint64(len(record)+padding))
	if err != nil {
		return nil, err
	}
	if address == 0 || !d.memory.Write(address, record) {
		return nil, fmt.Errorf("no room for an event of %d bytes", len(record))
	}
	d.memory.Write(address+uint32(len(record)), make([]byte, padding))
	answer, err := d.call(ctx, d.inspect, uint64(address), uint64(len(record)))
	if err != nil || answer == 0 {
		return nil, err
	}
	length, err := d.call(ctx, d.resultLength)
	if err != nil {
		return nil, err
	}
	view, ok := d.memory.Read(answer, length)
	if !ok {
		return nil, fmt.Errorf("an answer outside of the memory")
	}
	return bytes.Clone(view), nil
}

// Close ends the instance.
func (d *Detector) Close(ctx context.Context) error { return d.runtime.Close(ctx) }

func (d *Detector) call(ctx context.Context, function api.Function, parameters ...uint64) (uint32, error) {
	results, err := function.Call(ctx, parameters...)
	if err != nil {
		return 0, err
	}
	return uint32(results[0]), nil
}
