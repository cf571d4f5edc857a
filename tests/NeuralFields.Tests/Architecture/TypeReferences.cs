using System.Reflection;

namespace NeuralFields.Tests.Architecture;

/// <summary>What a type refers to: bases, members, signatures and the instructions of its methods.</summary>
internal static class TypeReferences
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance
        | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>All types that a type names, generic arguments and element types taken apart.</summary>
    public static HashSet<Type> Of(Type type)
    {
        HashSet<Type> found = [];
        Add(found, type.BaseType);
        foreach (Type contract in type.GetInterfaces()) Add(found, contract);
        foreach (Type constraint in Constraints(type.GetGenericArguments())) Add(found, constraint);
        foreach (FieldInfo field in type.GetFields(Declared)) Add(found, field.FieldType);
        foreach (MethodBase method in (MethodBase[])[.. type.GetMethods(Declared), .. type.GetConstructors(Declared)])
            AddMethod(found, method);
        found.Remove(type);
        return found;
    }

    private static void AddMethod(HashSet<Type> found, MethodBase method)
    {
        foreach (ParameterInfo parameter in method.GetParameters()) Add(found, parameter.ParameterType);
        Type[] arguments = method.IsGenericMethodDefinition ? method.GetGenericArguments() : [];
        Type[] typeArguments = method.DeclaringType!.GetGenericArguments();
        foreach (Type constraint in Constraints(arguments)) Add(found, constraint);
        if (method is MethodInfo { ReturnType: var result }) Add(found, result);
        if (method.GetMethodBody() is not { } body) return;
        foreach (LocalVariableInfo local in body.LocalVariables) Add(found, local.LocalType);
        foreach (int token in InstructionReader.Tokens(body.GetILAsByteArray()!))
            AddMember(found, method.Module.ResolveMember(token, typeArguments, arguments)!);
    }

    private static void AddMember(HashSet<Type> found, MemberInfo member)
    {
        Add(found, member as Type ?? member.DeclaringType);
        if (member is MethodInfo { IsGenericMethod: true } method)
            foreach (Type argument in method.GetGenericArguments()) Add(found, argument);
    }

    private static void Add(HashSet<Type> found, Type? type)
    {
        if (type is null || type.IsGenericParameter) return;
        if (type.HasElementType)
        {
            Add(found, type.GetElementType());
            return;
        }
        found.Add(type.IsGenericType ? type.GetGenericTypeDefinition() : type);
        foreach (Type argument in type.GetGenericArguments())
            if (argument != type) Add(found, argument);
    }

    private static IEnumerable<Type> Constraints(Type[] arguments)
        => arguments.Where(a => a.IsGenericParameter).SelectMany(a => a.GetGenericParameterConstraints());
}
