/** A setting of azure-native that is none here, and why nothing is lost. */
export interface LeftOutSetting {
    /** azure-native's config key, after `azure-native:`. */
    readonly native: string;
    readonly env?: string;
    /** Goes on after "not supported, because". */
    readonly because: string;
}

/** What azure-native documents and this package does not read. Set, it changes nothing here. */
export const LEFT_OUT: readonly LeftOutSetting[] = [
    {
        native: "auxiliaryTenantIds",
        env: "ARM_AUXILIARY_TENANT_IDS",
        because: "no request about a job needs a token of a second tenant",
    },
    {
        native: "msiEndpoint",
        env: "ARM_MSI_ENDPOINT",
        because:
            "the Azure SDK finds the managed identity's endpoint itself (IDENTITY_ENDPOINT, MSI_ENDPOINT), in azure-native too",
    },
    {
        native: "partnerId",
        env: "ARM_PARTNER_ID",
        because: "it attributes use to a partner, and no job depends on it",
    },
    {
        native: "disablePulumiPartnerId",
        env: "ARM_DISABLE_PULUMI_PARTNER_ID",
        because: "no partner id is ever sent from here",
    },
];
