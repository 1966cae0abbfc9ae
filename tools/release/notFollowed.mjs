// What a release does not follow of the pages that it follows by name, and why: each is a row of what it prints.

const azureNative =
    "needs the plugin of azure-native, which Pulumi downloads from get.pulumi.com, and not from a registry of the rehearsal";

/**
 * By page and section: the section's `sh`, or with `all` its `bash` too. `why` goes on after "is not followed: it".
 */
export const notFollowed = {
    "README.md": {
        "Two commands": {
            all: true,
            why: "is about a clone of the repository (tried by test/slow/start)",
        },
        "In a stack of your own": {
            why: "is about a clone of the repository, as long as there are no packages on npm",
        },
        "Guarding the stack": {
            why: "names commands of the section before, where they are followed",
        },
    },
    "docs/packaged-provider.md": {
        Import: {
            why: "needs jobs in a subscription (tried by test/engine/packagedImport.test.ts)",
        },
    },
    "examples/migrate-from-azure-native/README.md": Object.fromEntries(
        ["The stack as it is", "The wrong order", "The right order"].map((section) => [
            section,
            {
                all: true,
                why: `${azureNative} (tried by test/slow/examples/migration.test.ts with a stand-in)`,
            },
        ]),
    ),
    "examples/shipped-and-guarded/README.md": {
        "The end": { why: "looks every hour until it is ended (tried by test/engine/fleet)" },
    },
    "examples/with-azure-native/README.md": Object.fromEntries(
        ["Run", "When the job is Completed"].map((section) => [
            section,
            {
                why: `${azureNative}, and a subscription: the emulator has no storage accounts (tried under mocks by test/slow/examples)`,
            },
        ]),
    ),
};
