package main

import (
	"encoding/json"
	"os"

	"github.com/pulumi-azure-importexport/pulumi-azure-importexport/sdk/go/azureimportexport/databox"
	"github.com/pulumi-azure-importexport/pulumi-azure-importexport/sdk/go/azureimportexport/importexport"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

const (
	resourceGroup = "rg-archive"
	account       = "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg-archive" +
		"/providers/Microsoft.Storage/storageAccounts/archive"
	key  = "238810-662376-448998-450120-652806-203390-606320-483076"
	hash = "109B21108597EF36D5785F08303F3638"
)

func jobs(ctx *pulumi.Context) error {
	tags := pulumi.StringMap{}
	if team, given := os.LookupEnv("TEAM"); given {
		tags["team"] = pulumi.String(team)
	}
	imported := map[string]string{}
	if ids, given := os.LookupEnv("IMPORT"); given {
		if err := json.Unmarshal([]byte(ids), &imported); err != nil {
			return err
		}
	}
	options := func(name string) []pulumi.ResourceOption {
		if id, given := imported[name]; given {
			return []pulumi.ResourceOption{pulumi.Import(pulumi.ID(id))}
		}
		return nil
	}
	job, err := importexport.NewJob(ctx, "photos", &importexport.JobArgs{
		JobName:           pulumi.String("photos"),
		ResourceGroupName: pulumi.String(resourceGroup),
		Location:          pulumi.String("westus"),
		Tags:              tags,
		Properties: &importexport.JobPropertiesArgs{
			JobType:          pulumi.String("Import"),
			StorageAccountId: pulumi.String(account),
			DriveList: importexport.DriveArray{&importexport.DriveArgs{
				DriveId:      pulumi.String("9CA995BA"),
				BitLockerKey: pulumi.String(key),
				ManifestFile: pulumi.String(`\DriveManifest.xml`),
				ManifestHash: pulumi.String(hash),
			}},
		},
		Deletion: &importexport.DeletionArgs{WaitMinutes: pulumi.Float64(0)},
	}, options("photos")...)
	if err != nil {
		return err
	}
	order, err := databox.NewCustomerDiskJob(ctx, "disks", &databox.CustomerDiskJobArgs{
		JobName:           pulumi.String("disks"),
		ResourceGroupName: pulumi.String(resourceGroup),
		Location:          pulumi.String("westus"),
		TransferType:      pulumi.String("ImportToAzure"),
		Tags:              tags,
		Details: &databox.CustomerDiskJobDetailsArgs{
			ContactDetails: &databox.ContactDetailsArgs{
				ContactName: pulumi.String("Ada Example"),
				Phone:       pulumi.String("4250000001"),
				EmailList:   pulumi.StringArray{pulumi.String("ada@example.com")},
			},
			ShippingAddress: &databox.ShippingAddressArgs{
				StreetAddress1:  pulumi.String("1 Example Street"),
				City:            pulumi.String("Exampletown"),
				StateOrProvince: pulumi.String("Examplestate"),
				PostalCode:      pulumi.String("98007"),
				Country:         pulumi.String("US"),
			},
			ReturnToCustomerPackageDetails: &databox.PackageCarrierDetailsArgs{
				CarrierName:          pulumi.String("FedEx"),
				CarrierAccountNumber: pulumi.String("ACC-700"),
			},
			ImportDiskDetailsCollection: databox.ImportDiskDetailsMap{"DISK-7700": &databox.ImportDiskDetailsArgs{
				ManifestFile: pulumi.String(`\DriveManifest.xml`),
				ManifestHash: pulumi.String(hash),
				BitLockerKey: pulumi.String(key),
			}},
			DataImportDetails: databox.DataImportDetailsArray{&databox.DataImportDetailsArgs{
				AccountDetails: &databox.StorageAccountDetailsArgs{
					DataAccountType:  pulumi.String("StorageAccount"),
					StorageAccountId: pulumi.String(account),
				},
			}},
		},
		Deletion: &databox.CustomerDiskDeletionArgs{WaitMinutes: pulumi.Float64(0)},
	}, options("disks")...)
	if err != nil {
		return err
	}
	ctx.Export("state", job.State)
	ctx.Export("status", order.Status)
	ctx.Export("waitMinutes", job.Deletion.WaitMinutes())
	ctx.Export("properties", job.Properties)
	ctx.Export("details", order.Details)
	return nil
}
