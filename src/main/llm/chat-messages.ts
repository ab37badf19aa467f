import type { ChatCompletionContentPart, ChatCompletionMessageParam } from 'openai/resources/chat/completions';
import type { LlmImage, LlmRequest } from '../turn/services.js';

/** A request as chat messages: who the assistant is, what was said before, and what the user says and sees now. */
export function chatMessages(request: LlmRequest, images: boolean): ChatCompletionMessageParam[] {
  const messages: ChatCompletionMessageParam[] = [];
  if (request.system !== '') messages.push({ role: 'system', content: request.system });
  for (const { prompt, answer } of request.history) {
    messages.push({ role: 'user', content: prompt });
    // One that was interrupted before its first word.
    if (answer !== '') messages.push({ role: 'assistant', content: answer });
  }
  messages.push({ role: 'user', content: userContent(request, images) });
  return messages;
}

function userContent({ prompt, image, screen }: LlmRequest, images: boolean): string | ChatCompletionContentPart[] {
  const size = screen ? `\n\n[The user's screen: ${screen.width} x ${screen.height} pixels]` : '';
  const text = prompt + size;
  if (!image) return text;
  if (!images) return `${text}\n\n[The user sent a screenshot, which you cannot see]`;
  return [
    { type: 'text', text },
    { type: 'image_url', image_url: { url: dataUrl(image) } },
  ];
}

function dataUrl({ bytes, mimeType }: LlmImage): string {
  const base64 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
  return `data:${mimeType};base64,${base64}`;
}
