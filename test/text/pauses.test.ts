import { describe, expect, it } from 'vitest';
import { segmentBatch } from '../../src/text/segment/index.js';
import { Speakable } from '../../src/text/speakable/speakable.js';

/** Cuts an answer into sentences as a turn does, and returns the pause before each text that is spoken. */
function pausesOf(answer: string, firstClauseMinChars = 0): string[] {
  const options = { language: 'en', final: true, first: true, firstClauseMinChars, maxChars: 400 };
  const speakable = new Speakable('en');
  return segmentBatch(answer, options).segments.flatMap((slice) => speakable.read(slice).map(({ pause }) => pause));
}

describe('Speakable.read gives the pause', () => {
  it('of a sentence between two sentences, and none before the first', () => {
    expect(pausesOf('One fish. Two fish? “Three fish!” Four.')).toEqual(['none', 'sentence', 'sentence', 'sentence']);
    expect(pausesOf('Раз. Два! Три?')).toEqual(['none', 'sentence', 'sentence']);
    expect(pausesOf('你好。再见！')).toEqual(['none', 'sentence']);
  });

  it('of a clause where a sentence was cut at a clause', () => {
    expect(pausesOf('When the train leaves, we will be late. So run.', 10)).toEqual(['none', 'clause', 'sentence']);
    expect(pausesOf('We waited for hours – nothing came.', 10)).toEqual(['none', 'clause']);
    expect(pausesOf('当火车离开的时候，我们会迟到。', 5)).toEqual(['none', 'clause']);
  });

  it('of no length where a sentence was cut between two words', () => {
    const [first, ...others] = pausesOf(`${'word '.repeat(200)}end.`);
    expect(first).toBe('none');
    expect(others.length).toBeGreaterThan(1);
    expect(new Set(others)).toEqual(new Set(['none']));
  });

  it('of a paragraph after a heading, before a heading and between paragraphs', () => {
    expect(pausesOf('# Fish\nThey swim. A lot.\n\nThey eat.\n## Food\nPlants.')).toEqual([
      'none',
      'paragraph',
      'sentence',
      'paragraph',
      'paragraph',
      'paragraph',
    ]);
    expect(pausesOf('One.\r\n\r\nTwo.')).toEqual(['none', 'paragraph']);
    expect(pausesOf('One.\n\n---\n\nTwo.')).toEqual(['none', 'paragraph']);
  });

  it('of an item between the items of a list, also with empty lines between them', () => {
    expect(pausesOf('Buy this:\n- milk\n- bread\n- eggs')).toEqual(['none', 'item', 'item', 'item']);
    expect(pausesOf('Buy this:\n\n1. milk\n\n2. bread\n\nThat is all.')).toEqual([
      'none',
      'paragraph',
      'item',
      'paragraph',
    ]);
    expect(pausesOf('- One thing. Or two.\n- Three.')).toEqual(['none', 'sentence', 'item']);
  });

  it('of a sentence between lines', () => {
    expect(pausesOf('Roses are red\nViolets are blue')).toEqual(['none', 'sentence']);
  });

  it('of the longest cause when a part between two sentences has no text to speak', () => {
    expect(pausesOf('One.\n\n🎉\n\nTwo.')).toEqual(['none', 'paragraph']);
    expect(pausesOf('🎉\n\nOne. Two.')).toEqual(['none', 'sentence']);
  });
});
