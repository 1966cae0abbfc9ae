// Both services by the generated SDK, in an inline program of the Automation API: no language host is needed.
//
// "program up|destroy" prints what the operation changed and the stack's outputs, as JSON. TEAM is a tag of both jobs;
// IMPORT has, as JSON, the ids of jobs that exist, by name, and SETTINGS what the stack is configured with.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	"github.com/pulumi/pulumi/sdk/v3/go/auto"
)

func main() {
	if err := run(context.Background(), os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, operation string) error {
	stack, err := auto.UpsertStackInlineSource(ctx, "dev", "test", jobs)
	if err != nil {
		return err
	}
	if err := configure(ctx, stack); err != nil {
		return err
	}
	if operation == "destroy" {
		destroyed, err := stack.Destroy(ctx)
		if err != nil {
			return err
		}
		return say(destroyed.Summary.ResourceChanges, nil)
	}
	updated, err := stack.Up(ctx)
	if err != nil {
		return err
	}
	return say(updated.Summary.ResourceChanges, updated.Outputs)
}

func configure(ctx context.Context, stack auto.Stack) error {
	settings := map[string]string{}
	if text, given := os.LookupEnv("SETTINGS"); given {
		if err := json.Unmarshal([]byte(text), &settings); err != nil {
			return err
		}
	}
	config := auto.ConfigMap{}
	for name, value := range settings {
		config[name] = auto.ConfigValue{Value: value}
	}
	return stack.SetAllConfig(ctx, config)
}

func say(changes *map[string]int, outputs auto.OutputMap) error {
	values := map[string]any{}
	for name, output := range outputs {
		values[name] = output.Value
		if output.Secret {
			values[name] = "secret"
		}
	}
	return json.NewEncoder(os.Stdout).Encode(map[string]any{"changes": changes, "outputs": values})
}
