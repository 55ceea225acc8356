/** The files that take longest begin first, so that no lane ends with one of them alone while the others stand empty. */
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** From the longest on; the others follow by their size. */
const longest = [
  ...['trust/letters', 'trust/book'],
  ...[
    'browser/every-page',
    'browser/store',
    'browser/coverage',
    'browser/lists',
    'browser/gate',
    'browser/command',
  ],
  ...['browser/scanner', 'browser/camera', 'browser/what-if', 'browser/labels', 'browser/imports'],
  ...['contract/people', 'contract/mutants', 'work/seal'],
];

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const bySize = await super.sort(files);
    return bySize.toSorted((one, other) => placeOf(one) - placeOf(other));
  }
}

function placeOf({ moduleId }: TestSpecification): number {
  const place = longest.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`));
  return place < 0 ? longest.length : place;
}
