// What the schema has of each service. The types themselves stand in the provider's source.

const everything = () => true;
const nothing = () => false;

/** @param provider the compiled module of that name */
export function services(provider) {
    const model = {
        importExport: provider("importexport/model"),
        dataBox: provider("databox/model"),
    };
    const properties = {
        importExport: provider("importexport/propertyTable"),
        dataBox: provider("databox/propertyTable"),
    };
    const { pathsOf, secretInputs } = provider("job/propertyTable");
    const data = ({ properties: table, secretOutputs }) => ({
        immutableInputs: pathsOf(table, "immutable"),
        secretInputs: secretInputs(table),
        secretOutputs,
    });
    const clear = (names) => (name) => names.includes(name);
    return [
        {
            module: "importexport",
            resources: [
                {
                    token: model.importExport.packagedJobTypeToken,
                    dynamicToken: model.importExport.jobTypeToken,
                    className: "Job",
                    data: data(properties.importExport),
                },
            ],
            functionsIn: "importexport/functions",
            functions: {
                getJob: { isOpen: clear(properties.importExport.clearResults) },
                listJobs: { list: "jobs", isOpen: nothing },
                getLocation: { isOpen: everything },
                listLocations: { list: "locations", isOpen: everything },
                listBitLockerKeys: { list: "bitLockerKeys", isOpen: nothing },
            },
            names: {
                GetJobResult: "ListedJob",
                GetLocationResult: "ListedLocation",
                Deletion: "DeletionResponse",
            },
        },
        {
            module: "databox",
            resources: [
                {
                    token: model.dataBox.packagedCustomerDiskJobTypeToken,
                    dynamicToken: model.dataBox.customerDiskJobTypeToken,
                    className: "CustomerDiskJob",
                    data: data(properties.dataBox),
                },
            ],
            functionsIn: "databox/functions",
            functions: {
                getCustomerDiskJob: { isOpen: clear(properties.dataBox.clearResults) },
                listCustomerDiskJobs: { list: "customerDiskJobs", isOpen: nothing },
                listAvailableSkus: { list: "skus", isOpen: everything },
                getDataCenterAddress: { isOpen: everything },
                listCustomerDiskCredentials: { list: "diskSecrets", isOpen: nothing },
            },
            names: {
                GetCustomerDiskJobResult: "ListedCustomerDiskJob",
                CustomerDiskDeletion: "CustomerDiskDeletionResponse",
            },
        },
    ];
}
