// Package mailboxexport is the core of a Collector processor that adds findings to log records.
package mailboxexport

import (
	"context"
	"encoding/json"
	"sync"

	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/plog"
)

const attribute = "mailbox_export_finding"

// Processor judges log records as they pass. Its capabilities must say that it mutates data.
type Processor struct {
	next     consumer.Logs
	lock     sync.Mutex // one instance of the module, which is not to be entered twice
	detector *Detector
}

// ConsumeLogs adds an attribute to the records that have a finding; a record that cannot be judged passes as it is.
func (p *Processor) ConsumeLogs(ctx context.Context, logs plog.Logs) error {
	for i := 0; i < logs.ResourceLogs().Len(); i++ {
		scopes := logs.ResourceLogs().At(i).ScopeLogs()
		for j := 0; j < scopes.Len(); j++ {
			records := scopes.At(j).LogRecords()
			for k := 0; k < records.Len(); k++ {
				p.judge(ctx, records.At(k))
			}
		}
	}
	return p.next.ConsumeLogs(ctx, logs)
}

func (p *Processor) judge(ctx context.Context, record plog.LogRecord) {
	event, err := eventOf(record.Body())
	if err != nil {
		return
	}
	p.lock.Lock()
	finding, err := p.detector.Inspect(ctx, event)
	p.lock.Unlock()
	if err == nil && finding != nil {
		record.Attributes().PutStr(attribute, string(finding))
	}
}

// eventOf is the record's body as the JSON document that the module reads: an XML event stands in the member `body`.
func eventOf(body pcommon.Value) ([]byte, error) {
	if body.Type() == pcommon.ValueTypeMap {
		return json.Marshal(body.Map().AsRaw())
	}
	return json.Marshal(map[string]string{"body": body.AsString()})
}
