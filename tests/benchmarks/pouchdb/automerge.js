// Automerge as a peer: node automerge.js FOLDER. A line of JSON in, a line of JSON out.
const fs = require('fs');
const readline = require('readline');
const A = require('@automerge/automerge');

// written {file}: [[ms, place, text] …], one change each, as an app saves them. Whole: strings that are replaced, not typed in.
function written(file, whole) {
  return JSON.parse(fs.readFileSync(file)).reduce(
    (doc, [ms, place, text]) =>
      A.change(doc, { time: Math.floor(ms / 1000) }, (open) => { open[place] = whole ? new A.ImmutableString(text) : text; }),
    A.init());
}

let forks = [];
const works = {
  size: ({ file }) => ({ text: A.save(written(file, false)).length, whole: A.save(written(file, true)).length }),
  fork: ({ files }) => { forks = files.split('|').map((file) => A.save(written(file, true))); return {}; },
  // merge: both forks read and merged, and what stands read out
  merge: () => {
    const start = process.hrtime.bigint();
    const [one, other] = forks.map((data) => A.load(data));
    const merged = A.merge(one, other);
    const found = Object.entries(merged).filter(([place]) => A.getConflicts(merged, place)).length;
    return { seconds: Number(process.hrtime.bigint() - start) / 1e9, conflicts: found };
  },
};

(async () => {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const { do: work, ...given } = JSON.parse(line);
    console.log(JSON.stringify(works[work](given)));
  }
})();
