/** The clouds that azure-native knows too; each has its own Resource Manager and its own login. */
export type Environment = "public" | "usgovernment" | "china";

/** The spellings that azure-native accepts for a cloud, in lower case. */
export const ENVIRONMENT_NAMES: Readonly<Record<string, Environment>> = {
    public: "public",
    azurecloud: "public",
    usgovernment: "usgovernment",
    usgov: "usgovernment",
    usgovernmentl4: "usgovernment",
    azureusgovernment: "usgovernment",
    azureusgovernmentcloud: "usgovernment",
    china: "china",
    azurechinacloud: "china",
};
