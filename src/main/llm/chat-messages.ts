import type { LlmImage, LlmRequest } from '../turn/services.js';

export type ChatPart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'image_url'; readonly image_url: { readonly url: string } };

/** A chat message of OpenAI's protocol. */
export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  content: string | readonly ChatPart[];
}

/**
 * Converts a request to chat messages: the system prompt, the turns so far, and the prompt with the user's image and
 * screen.
 *
 * The messages alternate between user and assistant, from the user's first message to the prompt: the templates of many
 * models refuse anything else. Prompts without an answer in between, such as after an interrupt, become one message.
 */
export function chatMessages(request: LlmRequest, images: boolean): ChatMessage[] {
  const messages: ChatMessage[] = [];
  const say = (role: 'user' | 'assistant', text: string): void => {
    const last = messages.at(-1);
    if (last?.role === role) last.content = `${last.content}\n\n${text}`;
    // An answer without a prompt before it is dropped.
    else if (role === 'user' || last?.role === 'user') messages.push({ role, content: text });
  };
  if (request.system !== '') messages.push({ role: 'system', content: request.system });
  for (const { prompt, answer } of request.history) {
    if (prompt.trim() !== '') say('user', prompt);
    if (answer.trim() !== '') say('assistant', answer);
  }
  say('user', promptText(request, images));
  const prompt = messages.at(-1);
  if (images && request.image && prompt) prompt.content = withImage(String(prompt.content), request.image);
  return messages;
}

function promptText({ prompt, image, screen }: LlmRequest, images: boolean): string {
  const size = screen ? `\n\n[The user's screen: ${screen.width} x ${screen.height} pixels]` : '';
  const unseen = image && !images ? '\n\n[The user sent a screenshot, which you cannot see]' : '';
  return prompt + size + unseen;
}

function withImage(text: string, { bytes, mimeType }: LlmImage): ChatPart[] {
  const base64 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
  return [
    { type: 'text', text },
    { type: 'image_url', image_url: { url: `data:${mimeType};base64,${base64}` } },
  ];
}
