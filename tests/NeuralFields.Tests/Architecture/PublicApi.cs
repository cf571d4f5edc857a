using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace NeuralFields.Tests.Architecture;

/// <summary>An assembly's public types and members as text, one line each, in a fixed order.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static
        | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<Type, string> s_keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(bool)] = "bool",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(string)] = "string",
        [typeof(object)] = "object",
        [typeof(byte)] = "byte",
        [typeof(ushort)] = "ushort",
        [typeof(nint)] = "nint",
    };

    /// <summary>The text, with a line feed after every line.</summary>
    public static string Describe(Assembly assembly)
    {
        StringBuilder text = new();
        foreach (Type type in assembly.GetExportedTypes().OrderBy(t => t.FullName, StringComparer.Ordinal))
        {
            text.Append(Head(type)).Append('\n');
            foreach (string member in Members(type).Order(StringComparer.Ordinal))
                text.Append("  ").Append(member).Append('\n');
        }
        return text.ToString();
    }

    private static string Head(Type type)
    {
        string kind = type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsValueType ? "struct"
            : type.IsSubclassOf(typeof(Delegate)) ? "delegate" : type.IsAbstract && type.IsSealed ? "static class"
            : type.IsAbstract ? "abstract class" : type.IsSealed ? "sealed class" : "class";
        string head = $"{kind} {type.Namespace}.{NameOf(type)}";
        return type.BaseType is { } parent && parent.Assembly == type.Assembly ? $"{head} : {NameOf(parent)}" : head;
    }

    private static string[] Members(Type type)
    {
        if (type.IsEnum) return Enum.GetNames(type);
        return
        [
            .. type.GetFields(Declared).Where(f => f.IsPublic || f.IsFamily).Select(Field),
            .. type.GetConstructors(Declared).Where(IsListed).Select(c => $"new({Parameters(c)})"),
            .. type.GetProperties(Declared).Where(IsListed).Select(Property),
            .. type.GetMethods(Declared).Where(m => IsListed(m) && !IsAccessor(m)).Select(Method),
        ];
    }

    private static string Field(FieldInfo field)
    {
        string value = field.IsLiteral
            ? " = " + Convert.ToString(field.GetRawConstantValue(), CultureInfo.InvariantCulture) : "";
        return $"{Static(field.IsStatic)}{NameOf(field.FieldType)} {field.Name}{value}";
    }

    private static string Property(PropertyInfo property)
    {
        MethodInfo[] accessors = [.. property.GetAccessors(true).Where(IsVisible)];
        bool isInit = property.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Length > 0;
        string words = string.Concat(
            accessors.Select(a => a == property.GetMethod ? " get;" : isInit ? " init;" : " set;"));
        ParameterInfo[] indices = property.GetIndexParameters();
        string name = indices.Length == 0 ? property.Name : $"this[{string.Join(", ", indices.Select(Parameter))}]";
        return $"{Static(accessors[0].IsStatic)}{NameOf(property.PropertyType)} {name} {{{words} }}";
    }

    private static string Method(MethodInfo method)
    {
        string generic = method.IsGenericMethodDefinition ? Arguments(method.GetGenericArguments()) : "";
        return $"{Static(method.IsStatic)}{NameOf(method.ReturnType)} {method.Name}{generic}({Parameters(method)})";
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
        => $"{NameOf(parameter.ParameterType)} {parameter.Name}" + (parameter.IsOptional ? " = …" : "");

    private static string Arguments(Type[] types) => $"<{string.Join(", ", types.Select(NameOf))}>";

    private static string Static(bool isStatic) => isStatic ? "static " : "";

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    /// <summary>What the compiler adds to every record says nothing.</summary>
    private static bool IsListed(MethodBase method)
        => IsVisible(method) && !method.IsDefined(typeof(CompilerGeneratedAttribute));

    private static bool IsListed(PropertyInfo property)
        => property.GetAccessors(true).Any(IsVisible) && property.Name != "EqualityContract";

    private static bool IsAccessor(MethodInfo method)
        => method.IsSpecialName && method.Name[..Math.Min(4, method.Name.Length)] is "get_" or "set_";

    private static string NameOf(Type type)
    {
        if (type.IsByRef) return "ref " + NameOf(type.GetElementType()!);
        if (type.IsPointer) return NameOf(type.GetElementType()!) + "*";
        if (type.IsArray) return NameOf(type.GetElementType()!) + "[]";
        if (Nullable.GetUnderlyingType(type) is { } inner) return NameOf(inner) + "?";
        if (s_keywords.TryGetValue(type, out string? keyword)) return keyword;
        if (type.IsGenericParameter) return type.Name;
        string name = type.Name.Split('`')[0];
        if (type.IsNested) name = NameOf(type.DeclaringType!).Split('<')[0] + "." + name;
        return type.IsGenericType ? name + Arguments(type.GetGenericArguments()) : name;
    }
}
