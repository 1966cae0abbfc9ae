/** An import job with two drives, of nobody. */
exports.jobArgs = (jobName) => ({
    resourceGroupName: "bench",
    jobName,
    location: "westus",
    properties: exports.jobProperties(jobName),
});

exports.jobProperties = (jobName) => ({
    jobType: "Import",
    storageAccountId:
        "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/bench/providers/Microsoft.Storage/storageAccounts/bench",
    driveList: [1, 2].map((number) => ({
        driveId: `${jobName}-${number}`,
        bitLockerKey: "238810-662376-448998-450120-652806-203390-606320-483076",
        manifestFile: "\\DriveManifest.xml",
        manifestHash: "109B21108597EF36D5785F08303F3638",
    })),
});
