import type { TestProject } from 'vitest/node';
import { build } from '../../scripts/build.mjs';

/** Brings dist up to date before the tests, and before each rerun of a watching editor. */
export default async function setUp(project: TestProject): Promise<void> {
  await build();
  project.onTestsRerun(async () => void (await build()));
}
