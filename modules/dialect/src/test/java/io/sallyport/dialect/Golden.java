package io.sallyport.dialect;

import java.util.List;

/**
 * Good answers as the vendors document them: OpenAI API reference, "Chat completion object" (with
 * tools, with logprobs) and "Chat completion chunk object"; Anthropic API reference, "Messages"
 * response and "Streaming messages", example "Streaming request with tool use" with the thinking of
 * "Streaming request with extended thinking" before it. Shortened.
 */
record Golden(Dialect upstream, boolean stream, String body) {

    static final List<Golden> ALL =
            List.of(
                    new Golden(
                            Samples.OPENAI,
                            false,
                            """
                            {"id":"chatcmpl-abc123","object":"chat.completion","created":1699896916,"model":"gpt-4o-mini",
                             "choices":[{"index":0,"message":{"role":"assistant","content":null,"refusal":null,
                              "tool_calls":[{"id":"call_abc123","type":"function","function":{"name":"get_current_weather","arguments":"{\\n\\"location\\": \\"Boston, MA\\"\\n}"}}]},
                              "logprobs":null,"finish_reason":"tool_calls"}],
                             "usage":{"prompt_tokens":82,"completion_tokens":17,"total_tokens":99,"prompt_tokens_details":{"cached_tokens":0},
                              "completion_tokens_details":{"reasoning_tokens":0,"accepted_prediction_tokens":0}}}
                            """),
                    new Golden(
                            Samples.OPENAI,
                            true,
                            """
                            data: {"id":"chatcmpl-123","object":"chat.completion.chunk","created":1694268190,"model":"gpt-4o-mini","system_fingerprint":"fp_44709d6fcb","choices":[{"index":0,"delta":{"role":"assistant","content":""},"logprobs":null,"finish_reason":null}]}

                            data: {"id":"chatcmpl-123","object":"chat.completion.chunk","created":1694268190,"model":"gpt-4o-mini","choices":[{"index":0,"delta":{"content":"Hello"},"logprobs":null,"finish_reason":null}]}

                            data: {"id":"chatcmpl-123","object":"chat.completion.chunk","created":1694268190,"model":"gpt-4o-mini","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"call_1","type":"function","function":{"name":"f","arguments":"{}"}},{"index":1,"id":"call_2","type":"function","function":{"name":"g","arguments":""}}]},"finish_reason":null}]}

                            data: {"id":"chatcmpl-123","object":"chat.completion.chunk","created":1694268190,"model":"gpt-4o-mini","choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"function":{"arguments":"{\\"x\\":1}"}}]},"finish_reason":null}]}

                            data: {"id":"chatcmpl-123","object":"chat.completion.chunk","created":1694268190,"model":"gpt-4o-mini","choices":[{"index":0,"delta":{},"logprobs":null,"finish_reason":"stop"}]}

                            data: {"id":"chatcmpl-123","object":"chat.completion.chunk","created":1694268190,"model":"gpt-4o-mini","choices":[],"usage":{"prompt_tokens":20,"completion_tokens":10,"total_tokens":30}}

                            data: [DONE]

                            """),
                    new Golden(
                            Samples.ANTHROPIC,
                            false,
                            """
                            {"id":"msg_013Zva2CMHLNnjNjJJKqJ2EF","type":"message","role":"assistant","model":"claude-sonnet-4-5","stop_reason":"tool_use","stop_sequence":null,
                             "content":[{"type":"thinking","thinking":"Hm.","signature":"EqQBCgIYAhIM1gbcDa9GJwZA2b3h"},{"type":"text","text":"I'll check."},
                              {"type":"tool_use","id":"toolu_01D7FLrfh4GYq7yT1ULFeyMV","name":"get_stock_price","input":{"ticker":"^GSPC"}}],
                             "usage":{"input_tokens":2095,"cache_creation_input_tokens":0,"cache_read_input_tokens":7,"output_tokens":503}}
                            """),
                    new Golden(
                            Samples.ANTHROPIC,
                            true,
                            """
                            event: message_start
                            data: {"type":"message_start","message":{"id":"msg_014p7gG3wDgGV9EUtLvnow3U","type":"message","role":"assistant","model":"claude-x","stop_sequence":null,"usage":{"input_tokens":472,"output_tokens":2},"content":[],"stop_reason":null}}

                            event: content_block_start
                            data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}

                            event: content_block_delta
                            data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Let me see."}}

                            event: content_block_delta
                            data: {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"EqQBCgIYAhIM1gbcDa9GJwZA2b3h"}}

                            event: content_block_stop
                            data: {"type":"content_block_stop","index":0}

                            event: ping
                            data: {"type": "ping"}

                            event: content_block_start
                            data: {"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}

                            event: content_block_delta
                            data: {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"Okay"}}

                            event: content_block_stop
                            data: {"type":"content_block_stop","index":1}

                            event: content_block_start
                            data: {"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"toolu_01T1x1fJ34qAmk2tNTrN7Up6","name":"get_weather","input":{}}}

                            event: content_block_delta
                            data: {"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":""}}

                            event: content_block_delta
                            data: {"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{\\"location\\":"}}

                            event: content_block_delta
                            data: {"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":" \\"San Francisco\\"}"}}

                            event: content_block_stop
                            data: {"type":"content_block_stop","index":2}

                            event: message_delta
                            data: {"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"output_tokens":89}}

                            event: message_stop
                            data: {"type":"message_stop"}

                            """));
}
