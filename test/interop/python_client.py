"""A client with the independent libraries grpcio and numpy. Usage: python_client.py STUBS_FOLDER PORT"""

import json
import sys
import threading
import time

sys.path.insert(0, sys.argv[1])

import grpc
import numpy
import streaming_pb2 as messages
import streaming_pb2_grpc as service

TIMEOUT_S = 20
DAY_S = 86_400


def read(call):
    """Reads a stream. Returns the kinds of its messages, its texts, measures of its sound, and its status."""
    kinds, texts, samples = [], [], []
    code, details, trailers = grpc.StatusCode.OK, "", {}
    try:
        for message in call:
            kind = message.WhichOneof("content")
            kinds.append(kind)
            if kind == "text_chunk":
                texts.append(message.text_chunk)
            if kind == "audio_chunk":
                chunk = message.audio_chunk
                samples.append(numpy.frombuffer(chunk.audio_data, chunk.dtype).reshape(chunk.shape))
    except grpc.RpcError:
        pass
    code, details = call.code(), call.details()
    trailers = dict(call.trailing_metadata())
    heard = numpy.concatenate(samples) if samples else numpy.array([], "int16")
    return {
        "kinds": kinds,
        "texts": texts,
        "samples": int(heard.size),
        "loudness": float(numpy.sqrt(numpy.mean(heard.astype("float64") ** 2))) if heard.size else 0.0,
        "ndim": sorted({chunk.ndim for chunk in samples}),
        "code": code.name,
        "details": details,
        "error_type": trailers.get("nexy-error-type"),
    }


def request(**fields):
    return messages.StreamRequest(**{"prompt": "Hello. How are you today?", "hardware_id": "python", **fields})


def interrupted(stub):
    call = stub.StreamAudio(request(session_id="told", prompt="One more sentence of many. " * 200), timeout=TIMEOUT_S)
    speaking = threading.Event()
    seen = {}

    def listen():
        def watched():
            for message in call:
                if message.WhichOneof("content") == "audio_chunk":
                    speaking.set()
                yield message

        class Watched:
            def __iter__(self):
                return watched()

            def __getattr__(self, name):
                return getattr(call, name)

        seen.update(read(Watched()))

    listener = threading.Thread(target=listen)
    listener.start()
    speaking.wait(TIMEOUT_S)
    reply = stub.InterruptSession(messages.InterruptRequest(hardware_id="python"), timeout=TIMEOUT_S)
    listener.join(TIMEOUT_S)
    return {**seen, "success": reply.success, "interrupted": list(reply.interrupted_sessions)}


def oversized_metadata(stub):
    """Makes a call with 66 KB of metadata, during a turn on the same connection."""
    running = stub.StreamAudio(request(session_id="beside", prompt="One more sentence of many. " * 20), timeout=TIMEOUT_S)
    started = time.monotonic()
    large = stub.StreamAudio(request(session_id="large"), metadata=[("x-large", "a" * 66_000)], timeout=TIMEOUT_S)
    refused, beside = read(large), read(running)
    return {**refused, "seconds": time.monotonic() - started, "beside": beside["code"]}


def far_deadlines(stub):
    timeouts = [25 * DAY_S, 30 * DAY_S, 49 * DAY_S, 365 * DAY_S]
    calls = [stub.StreamAudio(request(session_id=f"in-{timeout}"), timeout=timeout) for timeout in timeouts]
    return [read(call)["code"] for call in calls]


def main():
    with grpc.insecure_channel(f"127.0.0.1:{sys.argv[2]}") as channel:
        stub = service.StreamingServiceStub(channel)
        results = {
            "turn": read(stub.StreamAudio(request(session_id="turn"), timeout=TIMEOUT_S)),
            "russian": read(stub.StreamAudio(request(session_id="russian", prompt="Привет. Как дела?"), timeout=TIMEOUT_S)),
            "interrupt": interrupted(stub),
            "next": read(stub.StreamAudio(request(session_id="told"), timeout=TIMEOUT_S)),
            "error": read(stub.StreamAudio(request(), timeout=TIMEOUT_S)),
            "metadata": oversized_metadata(stub),
            "far": far_deadlines(stub),
            "health": stub.HealthCheck(messages.HealthRequest(), timeout=TIMEOUT_S).status,
        }
    print(json.dumps(results))


main()
