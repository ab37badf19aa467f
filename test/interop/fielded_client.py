"""Plays a desktop client in the field, with grpcio and numpy. Usage: fielded_client.py STUBS_FOLDER PORT < INPUT

INPUT is a JSON object: the commands that the model is to send, and pictures in Base64. The client makes a new session for each press of its key, never interrupts by RPC, and reads a stream until its
end_message or its error_message. It prints what it received as one JSON object.
"""

import json
import sys
import time
import uuid

sys.path.insert(0, sys.argv[1])

import fielded_pb2 as messages
import fielded_pb2_grpc as service
import grpc
import numpy

TIMEOUT_S = 30
USAGE_TIMEOUT_S = 10
PARTIALS_PER_SECOND = 6
MCP = "__MCP__"
COLLECT, COMMIT = messages.REQUEST_PHASE_COLLECT, messages.REQUEST_PHASE_COMMIT


def play(call, stop_after_s=None):
    """Reads a stream as the client does. With `stop_after_s` it cancels the stream so long after its first sound."""
    heard = {"texts": [], "commands": [], "actions": [], "kinds": [], "samples": 0}
    first_s = None
    try:
        for message in call:
            kind = message.WhichOneof("content")
            heard["kinds"].append(kind)
            if kind == "audio_chunk":
                chunk = message.audio_chunk
                heard["samples"] += numpy.frombuffer(chunk.audio_data, chunk.dtype).reshape(chunk.shape).size
                first_s = first_s or time.monotonic()
            elif kind == "text_chunk" and message.text_chunk.startswith(MCP):
                heard["commands"].append(json.loads(message.text_chunk[len(MCP) :]))
            elif kind == "text_chunk":
                heard["texts"].append(message.text_chunk)
            elif kind == "action_message":
                heard["actions"].append(
                    {"feature": message.action_message.feature_id, **json.loads(message.action_message.action_json)}
                )
            elif kind == "metadata":
                heard["metadata"] = {"rate": message.metadata.sample_rate, "dtype": message.metadata.dtype}
            elif kind == "end_message":
                heard["end"] = message.end_message
            elif kind == "error_message":
                heard["error"] = message.error_message
                break
            if stop_after_s is not None and first_s and time.monotonic() - first_s >= stop_after_s:
                call.cancel()
                break
    except grpc.RpcError:
        pass
    return {**heard, "first_s": first_s}


class Client:
    def __init__(self, stub):
        self.stub = stub

    def send(self, prompt, device, session=None, **fields):
        request = messages.StreamRequest(
            prompt=prompt, hardware_id=device, session_id=session or str(uuid.uuid4()), **fields
        )
        return self.stub.StreamAudio(request, timeout=TIMEOUT_S)

    def ask(self, prompt, device, session=None, **fields):
        return play(self.send(prompt, device, session, **fields))

    def welcome(self, text):
        return self.stub.GenerateWelcomeAudio(messages.WelcomeRequest(text=text), timeout=TIMEOUT_S)


def partial_transcripts(client):
    """Sends what was recognized so far six times a second, then completes the prompt without a text."""
    session = str(uuid.uuid4())
    words = "what is the weather like in Kyiv tomorrow in the morning".split()
    ends = []
    for n in range(len(words)):
        so_far = " ".join(words[: n + 1])
        part = client.ask(so_far, "speaker", session, phase=COLLECT, chunk_seq=n, chunk_text=so_far)
        ends.append(part.get("end"))
        time.sleep(1 / PARTIALS_PER_SECOND)
    return {"ends": ends, "turn": client.ask("", "speaker", session, phase=COMMIT)}


def chunks(client):
    """Sends each chunk of a prompt once, the last one first, and a burst of blank ones."""
    session = str(uuid.uuid4())
    ends = [
        client.ask("", "chunks", session, phase=COLLECT, chunk_seq=seq, chunk_text=text).get("end")
        for seq, text in [(2, "on Tuesday?"), (1, "an appointment"), (0, "Do I have")]
    ]
    ends += [client.ask("", "chunks", session, phase=COLLECT, chunk_seq=3 + n).get("end") for n in range(12)]
    return {"ends": ends, "turn": client.ask("", "chunks", session, phase=COMMIT)}


def ten_presses(client):
    """Presses the key ten times. Two presses interrupt: one an answer that plays, one a stream that still arrives."""
    played = []
    for n in range(1, 11):
        if n == 4:
            # The whole stream has arrived; the client plays 2 s of 25.
            story = client.ask("Press 4: tell me a long story.", "desk")
            time.sleep(2)
            played.append({**story, "played_s": time.monotonic() - story["first_s"]})
        elif n == 7:
            numbers = play(client.send("Press 7: count slowly.", "desk"), stop_after_s=0.5)
            played.append({**numbers, "played_s": time.monotonic() - numbers["first_s"]})
        else:
            played.append(client.ask(f"Press {n}.", "desk"))
            # A short pause, so that a part of the answer is heard before the next press.
            time.sleep(1.2)
    other = client.ask("Who am I?", "another desk")
    return {"played": played, "other": other}


def read_aloud(client):
    """Has ten messages read aloud, one after the other, and starts a text of 6,000 characters."""
    messages_read = [play(client.welcome(f"Message {n}. Ann wrote: see you at {n} o'clock.")) for n in range(1, 11)]
    long_text = "This is one sentence of a very long text that somebody wants to hear. " * 86
    started_s = time.monotonic()
    long = client.welcome(long_text[:6000])
    for message in long:
        if message.WhichOneof("content") == "audio_chunk":
            break
    first_audio_ms = (time.monotonic() - started_s) * 1000
    long.cancel()
    return {"messages": messages_read, "first_audio_ms": first_audio_ms}


def usage(client, **fields):
    request = messages.UsageRequest(**{"hardware_id": "desk", "session_id": "None", **fields})
    try:
        client.stub.ReportUsage(request, timeout=USAGE_TIMEOUT_S)
        return ["OK", ""]
    except grpc.RpcError as error:
        return [error.code().name, error.details()]


def interrupt(client, device):
    try:
        reply = client.stub.InterruptSession(messages.InterruptRequest(hardware_id=device), timeout=TIMEOUT_S)
        return {"success": reply.success, "message": reply.message}
    except grpc.RpcError as error:
        return {"code": error.code().name, "message": error.details()}


def errors(client):
    """Makes each mistake that the client tells from others by the words of the error."""
    session = str(uuid.uuid4())
    running = client.send("Please count slowly.", "errors", session)
    next(running)
    concurrent = client.ask("Hello.", "errors 2", session)
    interrupted = interrupt(client, "errors")
    hasty = [play(call).get("error") for call in [client.send("Hi.", "hasty") for _ in range(6)]]
    return {
        "blank": client.ask(" ", "errors").get("error"),
        "device": client.ask("Hello.", "unknown").get("error"),
        "session": play(client.stub.StreamAudio(messages.StreamRequest(prompt="Hello.", hardware_id="errors"))).get("error"),
        "concurrent": concurrent.get("error"),
        "hasty": [error for error in hasty if error],
        "interrupted": interrupted,
        "idle": interrupt(client, "errors"),
        "unknown": interrupt(client, "Unknown"),
    }


def main():
    given = json.load(sys.stdin)
    commands = given["commands"]
    with grpc.insecure_channel(f"127.0.0.1:{sys.argv[2]}") as channel:
        client = Client(service.StreamingServiceStub(channel))
        results = {
            "partials": partial_transcripts(client),
            "chunks": chunks(client),
            "presses": ten_presses(client),
            "aloud": read_aloud(client),
            "old_commands": [client.ask(f"Do: {json.dumps(one)}", f"old {n}") for n, one in enumerate(commands)],
            "new_commands": [
                client.ask(f"Do: {json.dumps(one)}", f"new {n}", phase=COMMIT) for n, one in enumerate(commands)
            ],
            "usage": usage(client, source="main_llm", input_tokens=12, output_tokens=34, model="gpt-4.1-mini"),
            "negative_usage": usage(client, source="browser_agent", input_tokens=-1, output_tokens=3, model="m"),
            "zero_usage": usage(client, source="browser_agent"),
            "errors": errors(client),
            "pictures": [
                client.ask(f"What is on picture {n}?", f"picture {n}", screenshot=one, screen_width=640, screen_height=480)
                for n, one in enumerate(given["pictures"])
            ],
        }
    print(json.dumps(results))


main()
