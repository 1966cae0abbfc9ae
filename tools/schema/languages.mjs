// What the generators of SDKs need to know for each language. A schema that names no package for Node gets Pulumi's own scope.

const pulumi = "^3.139.0";

/** @param repository `https://github.com/OWNER/NAME` */
export function languages(repository) {
    const host = repository.replace("https://", "");
    return {
        nodejs: {
            packageName: "pulumi-azure-importexport-sdk",
            respectSchemaVersion: true,
            dependencies: { "@pulumi/pulumi": pulumi },
        },
        python: {
            packageName: "pulumi_azure_importexport",
            respectSchemaVersion: true,
            pyproject: { enabled: true },
            requires: { pulumi: ">=3.139.0,<4.0.0" },
        },
        go: {
            importBasePath: `${host}/sdk/go/azureimportexport`,
            respectSchemaVersion: true,
            generateResourceContainerTypes: true,
        },
        csharp: {
            rootNamespace: "PulumiCommunity",
            namespaces: {
                "azure-importexport": "AzureImportExport",
                importexport: "ImportExport",
                databox: "DataBox",
            },
            respectSchemaVersion: true,
            packageReferences: { Pulumi: "3.*" },
        },
        java: {
            basePackage: "io.github.pulumiazureimportexport",
            buildFiles: "gradle",
            dependencies: { "com.pulumi:pulumi": "1.0.0" },
        },
    };
}
