/** The only three ARM versions that ever were (reference §1.1). */
export const importExportApiVersions = ["2016-11-01", "2020-08-01", "2021-01-01"] as const;
