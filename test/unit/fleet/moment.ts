/** When the fleet is looked at in tests, and where its jobs are. */
export const day = 24 * 60 * 60 * 1000;
export const now = Date.parse("2026-06-30T12:00:00Z");

export const addressOf = (jobName: string) => ({
    subscriptionId: "11111111-1111-4111-8111-111111111111",
    resourceGroupName: "rg-archive",
    jobName,
});
