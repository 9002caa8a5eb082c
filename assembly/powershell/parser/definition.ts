/**
 * Definitions: functions, parameters, attributes, classes, enums, `data` and `using`.
 * PowerShell: FunctionDeclarationRule, ParameterListRule, AttributeRule, ClassDefinitionRule and their kin (Parser.cs).
 */

import {
  CLOSE_BRACE,
  CLOSE_BRACKET,
  CLOSE_PAREN,
  COLON,
  COMMA,
  DOLLAR,
  EQUALS,
  OPEN_BRACE,
  OPEN_BRACKET,
  OPEN_PAREN,
  SEMICOLON,
} from "../../bytes/ascii";
import { isWord } from "../../bytes/literal";
import { CLASS_CLOSE_BRACKET, CLASS_DOLLAR, CLASS_LETTER, CLASS_NEWLINE, widthOf } from "../lexer/characters";
import {
  KEYWORD_CLASS,
  KEYWORD_CONFIGURATION,
  KEYWORD_DATA,
  KEYWORD_ENUM,
  KEYWORD_FUNCTION,
  KEYWORD_HIDDEN,
  KEYWORD_STATIC,
  KEYWORD_WORKFLOW,
  keywordAt,
  keywordEnd,
} from "../lexer/keywords";
import {
  byteAt,
  identifierEnd,
  kindAt,
  limit,
  markBroken,
  markSensitive,
  position,
  setPosition,
  skipBlanks,
  skipNewlines,
  skipSeparators,
  variableEnd,
  wordEnd,
} from "../lexer/lexer";
import { typeNameEnd } from "../lexer/type-names";
import {
  ASSIGN_SET,
  COLLECT_STATEMENT,
  DROP_NAMESPACE,
  FLAG_BROKEN,
  FLAG_STATIC,
  instruction,
  OP_ASSIGN,
  OP_ATTRIBUTE,
  OP_ATTRIBUTE_ARGUMENT,
  OP_ATTRIBUTE_END,
  OP_BODY_END,
  OP_CLASS,
  OP_CLASS_END,
  OP_COLLECT,
  OP_COLLECTED,
  OP_CONSTRAINT,
  OP_DEFAULT,
  OP_DROP,
  OP_FORMAL,
  OP_FORMAL_END,
  OP_FUNCTION,
  OP_METHOD,
  OP_NOTE,
  OP_PROPERTY,
  OP_UNKNOWN,
  OP_VARIABLE,
} from "../program";
import { finishStatement, openBlock, openBody } from "./braces";
import { pushArgument } from "./command";
import { emit, patch } from "./emit";
import { pushExpression, takeParen } from "./expression";
import { EXPRESSION_NO_COMMA } from "./expression-states";
import {
  AttributeFrame,
  ClassFrame,
  FRAME_ATTRIBUTE,
  FRAME_CLASS,
  FRAME_DATA,
  FRAME_ENUM,
  FRAME_FUNCTION,
  FRAME_PARAMETERS,
  FRAME_USING,
  Frame,
  HeadedFrame,
  ParametersFrame,
} from "./frame-kinds";
import { closeBrace, expectBrace, expectParen, finished, pushBracket, pushFrame, RESULT_VALUE } from "./frames";

/** Opens the definition of a keyword that ends at `after`. @returns false if the word is a command after all */
export function beginDefinition(keyword: i32, after: usize): bool {
  const start = position;
  setPosition(after);
  if (keyword <= KEYWORD_CONFIGURATION) {
    skipNewlines();
    const end = wordEnd(position, true);
    if (end == position) {
      setPosition(start);
      return false;
    }
    if (keyword >= KEYWORD_WORKFLOW) markSensitive();
    changetype<HeadedFrame>(pushFrame(FRAME_FUNCTION, 0)).head = emit(
      OP_FUNCTION,
      <u8>(keyword - KEYWORD_FUNCTION),
      0,
      0,
      position,
      end,
    );
    setPosition(end);
    return true;
  }
  skipBlanks();
  if (keyword == KEYWORD_CLASS || keyword == KEYWORD_ENUM) {
    const end = identifierEnd(position);
    if (end == position) {
      setPosition(start);
      return false;
    }
    if (keyword == KEYWORD_CLASS) changetype<ClassFrame>(pushFrame(FRAME_CLASS, 0)).head = emit(OP_CLASS, 0, 0, 0, position, end);
    else pushFrame(FRAME_ENUM, 0);
    setPosition(end);
    return true;
  }
  emit(OP_NOTE, 0, 0, 0, start, after);
  if (keyword == KEYWORD_DATA) pushFrame(FRAME_DATA, 0);
  else pushFrame(FRAME_USING, 0);
  return true;
}

const FUNCTION_NAMED: u8 = 0;
const FUNCTION_PARAMETERS: u8 = 1;
const FUNCTION_READ: u8 = 2;

/** Steps a FRAME_FUNCTION after its name: a parameter list, if there is one, then the body. */
export function stepFunction(frame: HeadedFrame): void {
  if (frame.state == FUNCTION_NAMED) {
    skipNewlines();
    if (byteAt(position) == OPEN_PAREN) {
      setPosition(position + 1);
      expectParen();
      frame.state = FUNCTION_PARAMETERS;
      pushBracket(FRAME_PARAMETERS, 0);
      return;
    }
  }
  if (frame.state != FUNCTION_READ) {
    frame.state = FUNCTION_READ;
    if (openBody(frame.head)) return;
    emit(OP_BODY_END, 0, FLAG_BROKEN, 0, position, position);
    patch(frame.head);
  }
  finishStatement();
}

const FORMAL_NEXT: u8 = 0;
const FORMAL_ATTRIBUTES: u8 = 1;
const FORMAL_DEFAULT: u8 = 2;

/** Steps a FRAME_PARAMETERS: one parameter after the other, up to the closing parenthesis. */
export function stepParameters(frame: ParametersFrame): void {
  switch (frame.state) {
    case FORMAL_NEXT: {
      skipNewlines();
      const byte = byteAt(position);
      if (byte == CLOSE_PAREN || byte == CLOSE_BRACE || position >= limit) {
        takeParen();
        finishStatement();
        return;
      }
      frame.formal = emit(OP_FORMAL, 0, 0, 0, position, position);
      frame.state = FORMAL_ATTRIBUTES;
      formalAttributes(frame);
      break;
    }
    case FORMAL_ATTRIBUTES:
      formalAttributes(frame);
      break;
    default:
      if (finished.kind != RESULT_VALUE) unknownValue();
      patch(frame.initial);
      endFormal(frame);
      break;
  }
}

function unknownValue(): void {
  markBroken();
  emit(OP_UNKNOWN, 0, FLAG_BROKEN, 0, position, position);
}

/** The brackets in front of a parameter's variable, then the variable. */
function formalAttributes(frame: ParametersFrame): void {
  skipNewlines();
  if (byteAt(position) == OPEN_BRACKET && openAttribute()) return;
  const at = position;
  const end = kindAt(at) == CLASS_DOLLAR ? variableEnd(at, false) : 0;
  if (end == 0) {
    // No variable: what stands here belongs to no parameter.
    markBroken();
    const byte = byteAt(at);
    if (byte != CLOSE_PAREN && byte != COMMA && byte != CLOSE_BRACE && at < limit) setPosition(at + widthOf(at));
    endFormal(frame);
    return;
  }
  const formal = instruction(frame.formal);
  formal.start = <u32>at;
  formal.end = <u32>end;
  setPosition(end);
  skipNewlines();
  if (byteAt(position) == EQUALS) {
    setPosition(position + 1);
    skipNewlines();
    frame.initial = emit(OP_DEFAULT, 0, 0, 0, position, position);
    frame.state = FORMAL_DEFAULT;
    pushExpression(EXPRESSION_NO_COMMA);
    return;
  }
  endFormal(frame);
}

function endFormal(frame: ParametersFrame): void {
  emit(OP_FORMAL_END, 0, 0, 0, position, position);
  patch(frame.formal);
  skipNewlines();
  if (byteAt(position) == COMMA) setPosition(position + 1);
  frame.state = FORMAL_NEXT;
}

/** Reads the type constraint at the present `[`, or opens the attribute there. @returns whether an attribute was opened, or the bracket taken */
function openAttribute(): bool {
  const at = position;
  setPosition(at + 1);
  skipNewlines();
  const name = position;
  const end = typeNameEnd(name);
  if (end == 0) {
    markBroken();
    return true;
  }
  if (byteAt(end) == CLOSE_BRACKET) {
    setPosition(end + 1);
    emit(OP_CONSTRAINT, 0, 0, 0, at, end + 1);
    return true;
  }
  changetype<AttributeFrame>(pushBracket(FRAME_ATTRIBUTE, 0)).parenthesis = <u32>end;
  return true;
}

const ATTRIBUTE_OPEN: u8 = 0;
const ATTRIBUTE_NEXT: u8 = 1;
const ATTRIBUTE_VALUE: u8 = 2;

/** Steps a FRAME_ATTRIBUTE, from its name on: one argument after the other. */
export function stepAttribute(frame: AttributeFrame): void {
  switch (frame.state) {
    case ATTRIBUTE_OPEN:
      emit(OP_ATTRIBUTE, 0, 0, 0, position, <usize>frame.parenthesis);
      setPosition(<usize>frame.parenthesis + 1);
      expectParen();
      frame.state = ATTRIBUTE_NEXT;
      break;
    case ATTRIBUTE_NEXT:
      attributeArgument(frame);
      break;
    default:
      if (finished.kind != RESULT_VALUE) unknownValue();
      endArgument(frame);
      break;
  }
}

function attributeArgument(frame: AttributeFrame): void {
  skipNewlines();
  const at = position;
  const byte = byteAt(at);
  if (byte == CLOSE_PAREN || byte == CLOSE_BRACE || byte == CLOSE_BRACKET || at >= limit) {
    endAttribute();
    return;
  }
  frame.name = <u32>at;
  frame.nameEnd = <u32>at;
  frame.state = ATTRIBUTE_VALUE;
  if (kindAt(at) == CLASS_LETTER) {
    const end = identifierEnd(at);
    frame.nameEnd = <u32>end;
    setPosition(end);
    skipNewlines();
    if (byteAt(position) != EQUALS) {
      // A name alone means true.
      emit(OP_UNKNOWN, 1, 0, 0, at, end);
      endArgument(frame);
      return;
    }
    setPosition(position + 1);
    skipNewlines();
  }
  pushExpression(EXPRESSION_NO_COMMA);
}

function endArgument(frame: AttributeFrame): void {
  emit(OP_ATTRIBUTE_ARGUMENT, 0, 0, 0, <usize>frame.name, <usize>frame.nameEnd);
  frame.state = ATTRIBUTE_NEXT;
  skipNewlines();
  const byte = byteAt(position);
  if (byte == COMMA) setPosition(position + 1);
  else if (byte != CLOSE_PAREN) {
    markBroken();
    // Something that belongs nowhere is left out, so that the list goes on.
    if (byte != CLOSE_BRACE && byte != CLOSE_BRACKET && position == <usize>frame.name && position < limit)
      setPosition(position + 1);
  }
}

function endAttribute(): void {
  takeParen();
  skipNewlines();
  if (kindAt(position) == CLASS_CLOSE_BRACKET) setPosition(position + 1);
  else markBroken();
  emit(OP_ATTRIBUTE_END, 0, 0, 0, position, position);
  finishStatement();
}

const CLASS_NAMED: u8 = 0;
const CLASS_MEMBER: u8 = 1;
const CLASS_PROPERTY: u8 = 2;
const CLASS_PARAMETERS: u8 = 3;
const CLASS_BASE: u8 = 4;
const CLASS_METHOD_READ: u8 = 5;

const MEMBER_IS_STATIC: u16 = 1;

/** Steps a FRAME_CLASS: one member after the other, up to the closing brace. */
export function stepClass(frame: ClassFrame): void {
  switch (frame.state) {
    case CLASS_NAMED:
      openClass(frame);
      break;
    case CLASS_MEMBER:
      nextMember(frame);
      break;
    case CLASS_PROPERTY:
      if (finished.kind != RESULT_VALUE) unknownValue();
      emit(OP_BODY_END, 0, 0, 0, position, position);
      patch(frame.member);
      frame.state = CLASS_MEMBER;
      break;
    case CLASS_PARAMETERS:
      methodHead(frame);
      break;
    case CLASS_BASE:
      if (finished.kind == RESULT_VALUE) emit(OP_DROP, 0, 0, 0, position, position);
      methodBody(frame);
      break;
    default:
      frame.state = CLASS_MEMBER;
      break;
  }
}

/** The bases, then the brace. */
function openClass(frame: ClassFrame): void {
  skipNewlines();
  if (byteAt(position) == COLON) {
    let at = position + 1;
    while (at < limit && byteAt(at) != OPEN_BRACE && byteAt(at) != SEMICOLON && byteAt(at) != CLOSE_BRACE) at++;
    setPosition(at);
  }
  if (byteAt(position) != OPEN_BRACE) {
    markBroken();
    endClass(frame);
    return;
  }
  setPosition(position + 1);
  expectBrace();
  frame.depth = frame.depth + 1;
  frame.state = CLASS_MEMBER;
}

function endClass(frame: ClassFrame): void {
  emit(OP_CLASS_END, 0, 0, 0, position, position);
  patch(frame.head);
  finishStatement();
}

function nextMember(frame: ClassFrame): void {
  skipSeparators();
  const at = position;
  const byte = byteAt(at);
  if (byte == CLOSE_BRACE || at >= limit) {
    if (byte == CLOSE_BRACE) setPosition(at + 1);
    else markBroken();
    closeBrace();
    endClass(frame);
    return;
  }
  if (byte == OPEN_BRACKET) {
    openAttribute();
    return;
  }
  const flags: u16 = (frame.flags & MEMBER_IS_STATIC) != 0 ? FLAG_STATIC : 0;
  if (byte == DOLLAR) {
    const end = variableEnd(at, false);
    if (end != 0) {
      property(frame, at, end, flags);
      return;
    }
  } else if (kindAt(at) == CLASS_LETTER) {
    const keyword = keywordAt(at);
    if (keyword == KEYWORD_STATIC || keyword == KEYWORD_HIDDEN) {
      if (keyword == KEYWORD_STATIC) frame.flags |= MEMBER_IS_STATIC;
      setPosition(keywordEnd);
      return;
    }
    const end = identifierEnd(at);
    setPosition(end);
    skipNewlines();
    if (byteAt(position) == OPEN_PAREN) {
      frame.flags &= ~MEMBER_IS_STATIC;
      frame.member = emit(OP_METHOD, 0, flags, 0, at, end);
      setPosition(position + 1);
      expectParen();
      frame.state = CLASS_PARAMETERS;
      pushBracket(FRAME_PARAMETERS, 0);
      return;
    }
    markBroken();
    return;
  }
  markBroken();
  setPosition(at + widthOf(at));
}

function property(frame: ClassFrame, at: usize, end: usize, flags: u16): void {
  frame.flags &= ~MEMBER_IS_STATIC;
  frame.member = emit(OP_PROPERTY, 0, flags, 0, at, end);
  setPosition(end);
  skipNewlines();
  if (byteAt(position) != EQUALS) {
    patch(frame.member);
    return;
  }
  setPosition(position + 1);
  skipNewlines();
  frame.state = CLASS_PROPERTY;
  pushExpression(0);
}

/** After a method's parameters: `: base(…)` of a constructor. */
function methodHead(frame: ClassFrame): void {
  skipNewlines();
  if (byteAt(position) == COLON) {
    setPosition(position + 1);
    skipNewlines();
    setPosition(identifierEnd(position));
    skipNewlines();
    if (byteAt(position) == OPEN_PAREN) {
      frame.state = CLASS_BASE;
      const before = position;
      setPosition(position + 1);
      skipNewlines();
      if (byteAt(position) == CLOSE_PAREN) {
        setPosition(position + 1);
        methodBody(frame);
      } else {
        setPosition(before);
        pushExpression(0);
      }
      return;
    }
    markBroken();
  }
  methodBody(frame);
}

function methodBody(frame: ClassFrame): void {
  frame.state = CLASS_METHOD_READ;
  if (openBody(frame.member)) return;
  emit(OP_BODY_END, 0, FLAG_BROKEN, 0, position, position);
  patch(frame.member);
}

const ENUM_NAMED: u8 = 0;
const ENUM_MEMBER: u8 = 1;
const ENUM_VALUE: u8 = 2;

/** Steps a FRAME_ENUM: names, whose values are read for what they invoke. */
export function stepEnum(frame: Frame): void {
  if (frame.state == ENUM_VALUE) {
    if (finished.kind == RESULT_VALUE) emit(OP_DROP, 0, 0, 0, position, position);
    frame.state = ENUM_MEMBER;
  }
  if (frame.state == ENUM_NAMED) {
    let at = position;
    while (at < limit && byteAt(at) != OPEN_BRACE && byteAt(at) != SEMICOLON && byteAt(at) != CLOSE_BRACE) at++;
    setPosition(at);
    if (byteAt(at) != OPEN_BRACE) {
      markBroken();
      finishStatement();
      return;
    }
    setPosition(at + 1);
    expectBrace();
    frame.state = ENUM_MEMBER;
  }
  skipSeparators();
  const at = position;
  if (byteAt(at) == CLOSE_BRACE || at >= limit) {
    if (at < limit) setPosition(at + 1);
    else markBroken();
    closeBrace();
    finishStatement();
    return;
  }
  const end = identifierEnd(at);
  if (end == at) {
    markBroken();
    setPosition(at + widthOf(at));
    return;
  }
  setPosition(end);
  skipBlanks();
  if (byteAt(position) != EQUALS) return;
  setPosition(position + 1);
  skipNewlines();
  frame.state = ENUM_VALUE;
  pushExpression(0);
}

const DATA_PLAIN: u8 = 1;
const DATA_NAMED: u8 = 2;

/** `data [name] [-SupportedCommand a, b] { }`: the statements inside are read like any; what they give is the variable of that name. */
export function stepData(frame: Frame): void {
  if (frame.state != 0) {
    if (frame.state == DATA_NAMED) {
      emit(OP_COLLECTED, COLLECT_STATEMENT, 0, 0, <usize>frame.start, position);
      emit(OP_ASSIGN, ASSIGN_SET, 0, 0, <usize>frame.start, position);
      emit(OP_DROP, 0, 0, 0, position, position);
    }
    finishStatement();
    return;
  }
  frame.state = DATA_PLAIN;
  let at = identifierEnd(position);
  if (at != position) {
    frame.state = DATA_NAMED;
    // The character in front of the name takes the place of the `$`.
    emit(OP_VARIABLE, 0, 0, 0, position - 1, at);
    emit(OP_COLLECT, COLLECT_STATEMENT, 0, 0, at, at);
  }
  while (
    at < limit &&
    byteAt(at) != OPEN_BRACE &&
    byteAt(at) != SEMICOLON &&
    byteAt(at) != CLOSE_BRACE &&
    kindAt(at) != CLASS_NEWLINE
  )
    at++;
  setPosition(at);
  openBlock();
}

/** `using namespace X` and its kin: only a namespace matters. */
export function stepUsing(frame: Frame): void {
  if (frame.state == 1) {
    if (finished.kind == RESULT_VALUE) emit(OP_DROP, <u8>frame.flags, 0, 0, position, position);
    finishStatement();
    return;
  }
  frame.state = 1;
  skipBlanks();
  const end = identifierEnd(position);
  frame.flags = isWord(position, end - position, "namespace") ? DROP_NAMESPACE : 0;
  setPosition(end);
  skipBlanks();
  pushArgument();
}
