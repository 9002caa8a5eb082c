/**
 * The methods of blocks, collections and the engine's objects: a number for each, and the word that names it, in lower case.
 */
import { find } from "../../bytes/dictionary";
import { textAt, textLength } from "../values/constants";

export const ENGINE_METHOD_INVOKE: i32 = 0;
export const ENGINE_METHOD_INVOKE_RETURN_AS_IS: i32 = 1;
export const ENGINE_METHOD_GET_NEW_CLOSURE: i32 = 2;
export const ENGINE_METHOD_TO_STRING: i32 = 3;
export const ENGINE_METHOD_GET_STEPPABLE_PIPELINE: i32 = 4;
export const ENGINE_METHOD_INVOKE_WITH_CONTEXT: i32 = 5;
export const ENGINE_METHOD_FOR_EACH: i32 = 6;
export const ENGINE_METHOD_WHERE: i32 = 7;
export const ENGINE_METHOD_GET_CMDLET: i32 = 8;
export const ENGINE_METHOD_GET_COMMAND: i32 = 9;
export const ENGINE_METHOD_GET_COMMANDS: i32 = 10;
export const ENGINE_METHOD_GET_CMDLETS: i32 = 11;
export const ENGINE_METHOD_INVOKE_SCRIPT: i32 = 12;
export const ENGINE_METHOD_NEW_SCRIPT_BLOCK: i32 = 13;
export const ENGINE_METHOD_EXPAND_STRING: i32 = 14;
export const ENGINE_METHOD_GET: i32 = 15;
export const ENGINE_METHOD_GET_VALUE: i32 = 16;
export const ENGINE_METHOD_SET: i32 = 17;
export const ENGINE_METHOD_BEGIN: i32 = 18;
export const ENGINE_METHOD_PROCESS: i32 = 19;
export const ENGINE_METHOD_END: i32 = 20;
export const ENGINE_METHOD_REMOVE: i32 = 21;
export const ENGINE_METHOD_CONTAINS_KEY: i32 = 22;
export const ENGINE_METHOD_ADD: i32 = 23;
export const ENGINE_METHOD_GET_TYPE: i32 = 24;

export const ENGINE_METHOD_WORDS = `
0 invoke
1 invokereturnasis
2 getnewclosure
3 tostring
4 getsteppablepipeline
5 invokewithcontext
6 foreach
7 where
8 getcmdlet
9 getcommand
10 getcommands getcommandname
11 getcmdlets
12 invokescript
13 newscriptblock
14 expandstring
15 get
16 getvalue
17 set
18 begin
19 process
20 end
21 remove
22 containskey
23 add
24 gettype
`;
const MASK: u32 = 63;
const slots: usize = memory.data((MASK + 2) << 2, 4);

/** ENGINE_METHOD_* of a name, or -1. */
export function engineMethodNamed(name: usize): i32 {
  return find(ENGINE_METHOD_WORDS, slots, MASK, textAt(name), textLength(name));
}
