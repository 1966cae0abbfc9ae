//go:build tools

package main

import _ "github.com/Azure/terraform-provider-azapi"
