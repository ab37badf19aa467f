import { expect, it } from 'vitest';
import { checkNode } from '../../src/main/doctor/check-node.js';

it.each(['20.19.4', '20.20.2', '21.0.0', '22.0.0', '22.15.1'])(
  'checkNode accepts %s and recommends a later Node',
  (version) => {
    expect(checkNode(version)).toMatchObject({
      isGood: true,
      detail: version,
      mend: expect.stringContaining('run Node 22.16 or later'),
    });
  },
);

it.each(['22.16.0', '22.23.3', '24.21.0', '100.0.0'])('checkNode accepts %s without advice', (version) => {
  expect(checkNode(version)).toEqual({ subject: 'Node', isGood: true, detail: version });
});
