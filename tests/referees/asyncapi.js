// Judges AsyncAPI documents: the official JSON Schema by itself, then the official parser with its own rules.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Parser } from "@asyncapi/parser";
import Ajv from "ajv";
import addFormats from "ajv-formats";

const require = createRequire(import.meta.url);

// Findings of the parser that are no faults, and why.
const allowed = new Map([
  ["asyncapi-latest-version", "3.0.0 is written on purpose: some readers refuse 3.1"],
]);

const validators = new Map();

function official(version) {
  if (!validators.has(version)) {
    const ajv = new Ajv({ strict: false, allErrors: true });
    addFormats(ajv);
    validators.set(version, ajv.compile(require(`@asyncapi/specs/schemas/${version}-without-$id.json`)));
  }
  return validators.get(version);
}

let faults = 0;
function fault(file, text) {
  faults++;
  console.log(`${file}: ${text}`);
}

for (const file of process.argv.slice(2)) {
  const text = readFileSync(file, "utf8");
  const validate = official(JSON.parse(text).asyncapi);
  if (!validate(JSON.parse(text))) {
    for (const e of validate.errors) fault(file, `official schema: ${e.instancePath} ${e.message}`);
  }
  const { document, diagnostics } = await new Parser().parse(text);
  if (!document) fault(file, "the parser refuses it");
  for (const d of diagnostics) {
    if (!allowed.has(d.code)) fault(file, `${d.code}: ${d.path.join("/")}: ${d.message}`);
  }
}
process.exit(faults ? 1 : 0);
