// Reads a JSON array of documents from standard input; prints what Amazon's linter finds in each.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const { StaticAplTemplateValidator } = createRequire(process.cwd() + "/")("apl-suggester");
const validator = new StaticAplTemplateValidator();
const found = [];
for (const document of JSON.parse(readFileSync(0, "utf8"))) {
  found.push(await validator.validate(document));
}
console.log(JSON.stringify(found));
