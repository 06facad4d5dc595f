// Parses one Mermaid diagram from standard input. Exit status 1, with the parser's message, if it cannot be parsed.
import DOMPurify from "dompurify";

// Mermaid cleans labels with DOMPurify, which needs a browser. Parsing alone shows nothing to anybody.
Object.assign(DOMPurify, { addHook() {}, sanitize: (text) => text });

const { default: mermaid } = await import("mermaid");

let text = "";
for await (const chunk of process.stdin) {
  text += chunk;
}
try {
  const { diagramType } = await mermaid.parse(text);
  console.log(diagramType);
} catch (failure) {
  console.error(failure.message);
  process.exitCode = 1;
}
