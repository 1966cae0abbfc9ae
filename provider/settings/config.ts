/**
 * Reads the settings of the package: which subscription, which cloud, which login.
 *
 * Every setting is looked up in its own key (`azure-importexport:<name>`), then in the key of azure-native where
 * that provider has one, then in the environment. Loads nothing of Azure.
 */
import { cloudOfAzLogin, subscriptionOfAzLogin } from "./azCliAccount";
import { chosenLogin } from "./credentialChoice";
import { withCode } from "./errorCode";
import {
    NATIVE_NAMESPACE,
    OWN_NAMESPACE,
    SETTINGS,
    type SettingName,
    type SettingRow,
    type Settings,
} from "./settings";
import { ENVIRONMENT_NAMES, type Environment } from "./environments";

export type { Environment } from "./environments";
export type { SettingName, Settings } from "./settings";

/** The codes of `SettingsError`, each with what it means and what to do; docs/errors.md is made of it. */
export const settingsErrors = {
    WrongSettings: {
        meaning: "A setting has a value that it cannot have. All of them are listed.",
        next: "The message names each key or variable, and what it takes.",
    },
    MissingSetting: {
        meaning: "A setting that is needed has no value.",
        next: "The message names every key and variable that was looked for, in order. Set one of them.",
    },
};

/** Settings that are missing or wrong. The message is complete and holds no value of a secret setting. */
export class SettingsError extends Error {
    override readonly name = "SettingsError";

    constructor(text: string, code: keyof typeof settingsErrors) {
        super(withCode(text, code));
    }
}

/**
 * Reads every setting.
 *
 * @param config takes full keys, such as `azure-importexport:subscriptionId`; an empty value counts as absent
 * @throws SettingsError that lists every wrong value at once. A missing one is no error here: see `requireSetting`.
 */
export function readSettings(
    config: { get(key: string): string | undefined },
    env: NodeJS.ProcessEnv,
): Settings {
    const { settings, wrong } = judgedSettings(config, env);
    if (wrong.length === 0) return settings;
    const reasons = wrong.map(({ reason }) => reason).join("; ");
    throw new SettingsError(`Wrong settings: ${reasons}.`, "WrongSettings");
}

/** A setting that is wrong, and why: a clause without a full stop that holds no value of a secret. */
export interface WrongSetting {
    readonly name: SettingName;
    readonly reason: string;
}

/** Reads every setting, as `readSettings`, and tells which ones are wrong. */
export function judgedSettings(
    config: { get(key: string): string | undefined },
    env: NodeJS.ProcessEnv,
): { settings: Settings; wrong: WrongSetting[] } {
    const settings: Settings = {
        useCli: true,
        ownerTag: true,
        retrySeconds: 120,
        sources: {},
    };
    const wrong: WrongSetting[] = [];
    for (const setting of SETTINGS) {
        const found = find(setting, config, env);
        const text = found?.value ?? setting.default;
        if (text === undefined) continue;
        const parsed = parse(setting, text);
        if ("expected" in parsed) {
            const shown = setting.secret ? "" : `, not "${text}"`;
            const reason = `${found?.key ?? setting.name} must be ${parsed.expected}${shown}`;
            wrong.push({ name: setting.name, reason });
            continue;
        }
        // Each row's type is the type of its own field, which TypeScript cannot follow through a table.
        Object.assign(settings, { [setting.name]: parsed.value });
        if (found) settings.sources[setting.name] = found.key;
    }
    return { settings, wrong };
}

/** The keys of a setting in the order in which they are asked: own config, azure-native's config, environment. */
export function keysOf(name: SettingName): string[] {
    const setting = SETTINGS.find((candidate) => candidate.name === name);
    if (!setting) throw new Error(`There is no setting "${name}".`);
    return [...configKeysOf(setting), ...setting.env];
}

/**
 * The value of a setting that must be there.
 *
 * @param purpose ends the sentence "… is needed", for example "for every job without a subscriptionId of its own"
 * @throws SettingsError that names every key that was tried, in order
 */
export function requireSetting<K extends SettingName>(
    settings: Settings,
    name: K,
    purpose: string,
): NonNullable<Settings[K]> {
    const value = settings[name];
    if (value === undefined) throw new SettingsError(missing(name, purpose), "MissingSetting");
    return value;
}

/**
 * The subscription to work in: the one that is named, or that of the `az` login where the login is that of the Azure CLI.
 *
 * @param own the resource's or function's own `subscriptionId`; it wins over the settings
 * @throws SettingsError that names every key that was tried, in order
 */
export function subscriptionIdOf(settings: Settings, own?: string): string {
    const named = own ?? settings.subscriptionId;
    if (named !== undefined) return named;
    const isAzLogin = chosenLogin(settings)?.id === "cli";
    const { id, trouble } = isAzLogin ? subscriptionOfAzLogin() : {};
    if (id !== undefined) return id;
    const asked =
        trouble === undefined
            ? ""
            : ` The Azure CLI was asked as well (az account show), and ${trouble}.`;
    throw new SettingsError(
        missing("subscriptionId", "where a job does not give its own subscriptionId") + asked,
        "MissingSetting",
    );
}

/** The cloud where neither `metadataHost` nor `endpoint` says more: the one that is named, or that of the `az` login. */
export function environmentOf(settings: Settings): Environment {
    const { environment, metadataHost, endpoint } = settings;
    const isSaid = environment ?? metadataHost ?? endpoint;
    const isAzLogin = isSaid === undefined && chosenLogin(settings)?.id === "cli";
    return environment ?? (isAzLogin ? cloudOfAzLogin() : undefined) ?? "public";
}

function missing(name: SettingName, purpose: string): string {
    const keys = keysOf(name);
    return (
        `The setting ${name} is needed ${purpose}, and nothing sets it. Looked for, in this order: ` +
        `${keys.join(", ")}. Set one of them, for example: pulumi config set ${OWN_NAMESPACE}:${name} <value>`
    );
}

/** The config keys of a setting in the order in which they are asked. */
export function configKeysOf({ name, formerly, native }: SettingRow): string[] {
    const own = [name, ...(formerly === undefined ? [] : [formerly])];
    return [
        ...own.map((key) => `${OWN_NAMESPACE}:${key}`),
        ...(native === undefined ? [] : [`${NATIVE_NAMESPACE}:${native}`]),
    ];
}

function find(
    setting: SettingRow,
    config: { get(key: string): string | undefined },
    env: NodeJS.ProcessEnv,
): { key: string; value: string } | undefined {
    const candidates = [
        ...configKeysOf(setting).map((key) => ({ key, value: config.get(key) })),
        ...setting.env.map((key) => ({ key, value: env[key] })),
    ];
    for (const { key, value } of candidates) {
        // CI systems set variables to nothing when a secret is not there.
        if (value !== undefined && value.trim() !== "") {
            return { key, value: setting.secret ? value : value.trim() };
        }
    }
    return undefined;
}

type Parsed = { value: string | boolean | number } | { expected: string };

function parse(setting: SettingRow, text: string): Parsed {
    switch (setting.type) {
        case "text":
            return { value: text };
        case "boolean":
            if (/^true$/i.test(text)) return { value: true };
            if (/^false$/i.test(text)) return { value: false };
            return { expected: `"true" or "false"` };
        case "environment": {
            const environment = ENVIRONMENT_NAMES[text.toLowerCase()];
            if (environment) return { value: environment };
            return { expected: `"public", "usgovernment" or "china"` };
        }
        case "guid":
            if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return { value: text };
            return {
                expected: "an id such as 00000000-0000-0000-0000-000000000000",
            };
        case "seconds":
            if (/^\d+(\.\d+)?$/.test(text)) return { value: Number(text) };
            return { expected: "a number of seconds, such as 120" };
        case "url":
            return httpsUrl(text, "an address such as https://management.azure.com");
        case "host":
            return httpsUrl(
                text.includes("://") ? text : `https://${text}`,
                "a host such as management.azure.com, or one with a port",
            );
    }
}

/** The Azure SDK sends tokens over https only, so anything else is refused here, with a reason. */
function httpsUrl(text: string, expected: string): Parsed {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (url?.protocol !== "https:" || url.username !== "" || url.search !== "" || url.hash !== "") {
        return { expected: `${expected} (https only)` };
    }
    return { value: (url.origin + url.pathname).replace(/\/+$/, "") };
}
