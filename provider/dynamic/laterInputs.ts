/** Inputs of a program that may be known later only: what can be done with them at once, and what has to wait. */
import * as pulumi from "@pulumi/pulumi";

/** Whether the value itself is not at hand: it comes from a resource, is secret, or is a promise. */
export function isLater(input: unknown): input is pulumi.Output<unknown> | Promise<unknown> {
    return pulumi.Output.isInstance(input) || input instanceof Promise;
}

/**
 * Applies a function to an input: at once if its value is at hand, else when it is. Only what is wrapped stays wrapped, and
 * secret; inputs inside a value that is at hand are the function's to pass on.
 */
export function mapped<T, U>(
    input: pulumi.Input<T>,
    map: (value: T) => pulumi.Input<U>,
): pulumi.Input<U> {
    return isLater(input) ? whole(input, map) : map(input);
}

/**
 * Applies a function to an input once everything inside it is known. Secret if anything inside is.
 *
 * @typeParam T the input's type without anything that is known later only
 */
export function whole<T, U>(input: unknown, map: (value: T) => pulumi.Input<U>): pulumi.Output<U> {
    const known = pulumi.output(input) as pulumi.Output<T>;
    // An Output that an Output gives is lifted, with its secrecy; one deeper inside what it gives would not be.
    return known.apply((value) =>
        pulumi.output(map(value)),
    ) as pulumi.Output<unknown> as pulumi.Output<U>;
}
