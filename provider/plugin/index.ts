/** `pulumi-resource-azure-importexport`: the packaged provider. Bundled into one file by tools/package-plugin.mjs. */
import { serve } from "./server";

void serve(process.argv.slice(2));
