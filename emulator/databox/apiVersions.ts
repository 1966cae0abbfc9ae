/** The ARM versions in use for Microsoft.DataBox, from the one that brought customer disks on. */
export const dataBoxApiVersions = [
    "2022-12-01",
    "2023-03-01",
    "2023-12-01",
    "2024-02-01-preview",
    "2024-03-01-preview",
    "2025-02-01",
    "2025-07-01",
] as const;

/** Whether answers of this version have what the recordings of 2025 have and those of 2022 lack. */
export function isRecent(apiVersion: string): boolean {
    return apiVersion >= "2025-02-01";
}
