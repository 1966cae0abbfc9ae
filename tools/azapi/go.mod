module azapi-peer

go 1.22

require github.com/Azure/terraform-provider-azapi v1.15.0
