/** The services whose jobs the policies know, by the word that rules and tags have for them. A further one is a line here. */
import { dataBoxService } from "./dataBoxService";
import { importExportService } from "./importExportService";
import type { JobMakerFacts, PolicyService } from "./policyService";

export const services = {
    importexport: importExportService,
    databox: dataBoxService,
};

/** One of {@link services}. */
export type Service = keyof typeof services;

/** The tags of a policy on every job. */
export const everyService = (): string[] => Object.keys(services);

/** What the jobs of each service have. */
export type FactsByService = { readonly [S in Service]: ReturnType<(typeof services)[S]["facts"]> };

/** The service that makes jobs of this type, and which of its makers it is; undefined when it is a job of none. */
export function serviceOfType(type: string): MakerOfService | undefined {
    for (const [word, service] of Object.entries<PolicyService>(services)) {
        for (const [maker, facts] of Object.entries(service.makers)) {
            if (facts.isType(type)) return { word, service, maker, facts };
        }
    }
    return undefined;
}

/** A maker of jobs, and whose jobs it makes. */
export interface MakerOfService {
    /** The key of the service in {@link services}. */
    readonly word: string;
    readonly service: PolicyService;
    /** Its key among the makers of that service. */
    readonly maker: string;
    readonly facts: JobMakerFacts;
}

/**
 * The rule that a policy has for this service, among those that it gives by service. The facts of a job are of the service
 * whose rule it is, as `jobFacts` has them from there; the types cannot say so.
 */
export function ruleOfService<Rule>(rules: object, service: string): Rule | undefined {
    return (rules as Record<string, Rule | undefined>)[service];
}
