import { describe, expect, it } from 'vitest';
import { DeviceLanguages } from '../../src/main/sessions/device-languages.js';

describe('DeviceLanguages', () => {
  it('keeps the last language of each device', () => {
    const languages = new DeviceLanguages();
    expect(languages.last('a')).toBeUndefined();
    languages.remember('a', 'de');
    languages.remember('b', 'uk');
    languages.remember('a', 'fr');
    expect([languages.last('a'), languages.last('b')]).toEqual(['fr', 'uk']);
  });

  it('forgets the devices that were not answered for the longest time', () => {
    const languages = new DeviceLanguages();
    languages.remember('first', 'de');
    for (let n = 0; n < 10_000; n++) languages.remember(`device ${n}`, 'en');
    expect(languages.last('first')).toBeUndefined();
    expect(languages.last('device 9999')).toBe('en');
  });
});
