/** The schema of the settings that say how a policy gets at the last checkpoint. */
export const checkpointSettingsSchema = {
    command: {
        type: "string" as const,
        enum: ["destroy", "update"],
        description:
            'What the pack is asked about; default: "update" under preview and up, "destroy" under policy analyze.',
    },
    pulumiCommand: {
        type: "string" as const,
        minLength: 1,
        description:
            "The Pulumi CLI that reads the checkpoint; default: the one that runs the update, else the one on PATH.",
    },
    projectFolder: {
        type: "string" as const,
        minLength: 1,
        description: "Where that CLI is run; default: where the update runs.",
    },
};
